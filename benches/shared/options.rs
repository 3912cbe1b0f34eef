//! The command line of a benchmark.

use anyhow::Context;

/// Its options, each a name and a value; `cargo bench` adds one of its own, which is left out.
///
/// # Errors
/// Where an option has no value.
pub fn pairs(args: &[String]) -> anyhow::Result<Vec<(&str, &str)>> {
    let ours: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut ours = ours.into_iter().filter(|arg| *arg != "--bench");
    let mut pairs = Vec::new();
    while let Some(name) = ours.next() {
        let value = ours.next();
        pairs.push((
            name,
            value.with_context(|| format!("{name} wants a value"))?,
        ));
    }
    Ok(pairs)
}
