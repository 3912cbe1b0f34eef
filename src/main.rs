//! The `canvass` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is made of thousands of small pieces of text, and this allocator has them and drops them for half the price.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    canvass::cli::main()
}
