//! Landmark schedules, which refute that one point bounds another.
