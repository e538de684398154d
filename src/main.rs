//! The program `pledge`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    service_pledge::cli::run(std::env::args_os())
}
