//! Patterns of paths.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns of which a path may match one: `*` stays inside a folder, `**` crosses them, and a
/// pattern that ends in `/` means all below.
#[derive(Debug, Clone, Default)]
pub(crate) struct Globs {
    set: GlobSet,
    /// As they are written.
    pub(crate) patterns: Vec<String>,
}

impl Globs {
    /// The patterns, each with what is wrong with it, where something is.
    pub(crate) fn new<'p>(
        patterns: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, (usize, String)> {
        let mut set = GlobSetBuilder::new();
        let mut written = Vec::new();
        for (number, pattern) in patterns.into_iter().enumerate() {
            set.add(glob(pattern).map_err(|message| (number, message))?);
            written.push(pattern.to_owned());
        }
        let set = set.build().map_err(|error| (0, error.to_string()))?;
        Ok(Self {
            set,
            patterns: written,
        })
    }

    /// Whether one of them matches.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        self.set.is_match(path)
    }
}

fn glob(pattern: &str) -> Result<Glob, String> {
    if pattern.is_empty() || pattern.starts_with('/') {
        return Err("a pattern is relative to the folder of annals.toml".to_owned());
    }
    let whole = if pattern.ends_with('/') {
        format!("{pattern}**")
    } else {
        pattern.to_owned()
    };
    GlobBuilder::new(whole.trim_start_matches("./"))
        .literal_separator(true)
        .build()
        .map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_in_a_folder_and_double_stars_do_not() {
        let matches =
            |pattern: &str, path: &str| Globs::new([pattern]).unwrap().matches(Path::new(path));
        assert!(matches("drafts/*.ron", "drafts/a.ron"));
        assert!(!matches("drafts/*.ron", "drafts/b/a.ron"));
        assert!(matches("drafts/**", "drafts/b/a.ron"));
        assert!(matches("./drafts/", "drafts/b/a.ron"));
        assert!(matches("**/*.ron", "a.ron"));
        assert!(Globs::new(["ok", "a[", "b"]).is_err_and(|(at, _)| at == 1));
        assert!(Globs::new(["/etc"]).is_err());
    }
}
