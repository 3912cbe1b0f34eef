//! Chance with a seed: the same run again answers the same and is killed after as long.

/// The next number after a state, each as likely as any other (splitmix64).
pub fn mixed(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// One number out of so many.
pub fn below(state: u64, many: usize) -> usize {
    let drawn = mixed(state) % u64::try_from(many).unwrap_or(u64::MAX);
    usize::try_from(drawn).unwrap_or_default()
}

/// A number that names a text.
pub fn named(text: &str) -> u64 {
    text.bytes()
        .fold(0, |state, byte| mixed(state ^ u64::from(byte)))
}
