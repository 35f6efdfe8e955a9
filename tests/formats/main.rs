//! What servers are given: SARIF, GitHub's commands, GitLab's code quality and JUnit.
//!
//! Each is read by something that is not ours or was not written with it: SARIF by a JSON Schema
//! validator with the schema of OASIS, JUnit by a strict XML reader, GitHub's commands by a parser
//! after the runner's rules, GitLab's report by its documented fields alone. What is read has to
//! be what was found, whatever stands in timelines and names.
//!
//! The schema comes from the source of the crate `serde-sarif`, a development dependency that is
//! never compiled: `cargo metadata` tells where cargo has put it, and fetches it where it has not.
//! So these tests need nothing but crates.io, and no text of OASIS is kept here. `.ci/run` reads
//! the same outputs with more tools, which are not in crates.

#![allow(unreachable_pub, reason = "the modules of a test share what they need")]

mod github;
mod gitlab;
mod junit;
#[path = "../program/mod.rs"]
mod program;
mod sarif;
#[path = "../scratch/mod.rs"]
mod scratch;
mod shown;
mod subject;
