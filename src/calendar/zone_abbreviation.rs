//! Abbreviations that people write for zones, of which many mean several.

use super::zone::Zone;

/// Abbreviations that are no names in the IANA database, in order, with zones whose clocks have
/// shown them.
const PLACES: [(&str, &[&str]); 44] = [
    ("ACDT", &["Australia/Adelaide"]),
    ("ACST", &["Australia/Adelaide", "Australia/Darwin"]),
    ("AEDT", &["Australia/Sydney", "Australia/Melbourne"]),
    ("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    ("AKDT", &["America/Anchorage"]),
    ("AKST", &["America/Anchorage"]),
    ("AST", &["America/Halifax", "Asia/Riyadh"]),
    ("AWST", &["Australia/Perth"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("BST", &["Europe/London", "Asia/Dhaka"]),
    ("CAT", &["Africa/Maputo"]),
    ("CDT", &["America/Chicago", "America/Havana"]),
    ("CEDT", &["Europe/Berlin", "Europe/Paris"]),
    ("CEST", &["Europe/Berlin", "Europe/Paris"]),
    ("CST", &["America/Chicago", "Asia/Shanghai"]),
    ("EAT", &["Africa/Nairobi"]),
    ("EDT", &["America/New_York"]),
    ("EEDT", &["Europe/Athens", "Europe/Kyiv"]),
    ("EEST", &["Europe/Athens", "Europe/Kyiv"]),
    ("ET", &["America/New_York"]),
    ("HKT", &["Asia/Hong_Kong"]),
    ("ICT", &["Asia/Bangkok"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("MDT", &["America/Denver"]),
    ("MESZ", &["Europe/Berlin", "Europe/Vienna"]),
    ("MEZ", &["Europe/Berlin", "Europe/Vienna"]),
    ("MSD", &["Europe/Moscow"]),
    ("MSK", &["Europe/Moscow"]),
    ("MT", &["America/Denver"]),
    ("NDT", &["America/St_Johns"]),
    ("NST", &["America/St_Johns"]),
    ("NZDT", &["Pacific/Auckland"]),
    ("NZST", &["Pacific/Auckland"]),
    ("PDT", &["America/Los_Angeles"]),
    ("PKT", &["Asia/Karachi"]),
    ("PST", &["America/Los_Angeles", "Asia/Manila"]),
    ("PT", &["America/Los_Angeles"]),
    ("SAST", &["Africa/Johannesburg"]),
    ("SGT", &["Asia/Singapore"]),
    ("WAT", &["Africa/Lagos"]),
    ("WEST", &["Europe/Lisbon"]),
    ("WIB", &["Asia/Jakarta"]),
];

impl Zone {
    /// Names of zones that an abbreviation, in any case, may stand for: one or two of them, or none
    /// where it is not known. None of these abbreviations is itself the name of a zone.
    ///
    /// ```
    /// use annals::calendar::Zone;
    ///
    /// assert_eq!(Zone::abbreviated("ist"), ["Asia/Kolkata", "Europe/Dublin"]);
    /// assert!(Zone::from_name("IST").is_err());
    /// ```
    #[must_use]
    pub fn abbreviated(name: &str) -> &'static [&'static str] {
        PLACES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or(&[], |(_, places)| places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_no_names_and_stand_for_names() {
        assert!(PLACES.is_sorted());
        for (abbreviation, places) in PLACES {
            assert!(Zone::from_name(abbreviation).is_err(), "{abbreviation}");
            assert!(!places.is_empty(), "{abbreviation}");
            for place in places {
                let name = Zone::from_name(place).unwrap().name();
                assert_eq!(name, *place, "{abbreviation}");
            }
        }
        assert!(Zone::abbreviated("Berlin").is_empty());
    }
}
