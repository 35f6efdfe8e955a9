//! The program as shells run it, and what it says.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day of all answers, unless a test says another.
const AS_OF: &str = "2026-11-23";

/// The program in a folder, with nothing on its standard input. What the shell of the tests says
/// about colour does not reach it.
pub fn bare(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

/// The program in a folder on [`AS_OF`].
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(folder);
    command.args(["--as-of", AS_OF]).args(arguments);
    command
}

/// One run.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

pub fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the program writes UTF-8")
}

pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder, arguments).output();
    output.expect("the program runs").into()
}

/// A run that reads this on its standard input.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("it has standard input");
    // The program may end without reading.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it ends").into()
}

/// What a terminal shows: the command, messages and the answer.
pub fn shown(arguments: &[&str], run: &Run) -> String {
    format!("$ annals {}\n{}{}", arguments.join(" "), run.err, run.out)
}

/// What a terminal shows, and the exit code.
pub fn session(folder: &Path, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    let code = run.code.expect("it ends by itself");
    format!("{}[exit code {code}]\n", shown(arguments, &run))
}

/// The first line that it writes to a reader that closes the pipe behind it, and the run.
pub fn until_the_first_line(mut command: Command) -> (String, Run) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let stdout = child.stdout.take().expect("it was asked for");
    let mut line = String::new();
    // The reader is dropped behind the first line, which closes the pipe.
    BufReader::with_capacity(64, stdout)
        .read_line(&mut line)
        .expect("it can be read");
    let output = child.wait_with_output().expect("it ends");
    (line, output.into())
}

/// The folder of timelines in which something is wrong.
pub fn broken() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}
