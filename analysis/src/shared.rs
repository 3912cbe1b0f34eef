//! Work that two threads share.

/// What is worked out of each, in their order: one thread takes the first half, another the second.
///
/// Each is worked out by itself, so that nobody can tell who did it.
pub(crate) fn each<T: Sync, U: Send>(of: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let (first, second) = of.split_at(of.len() / 2);
    let all_of = |part: &[T]| -> Vec<U> { part.iter().map(&work).collect() };
    std::thread::scope(|scope| {
        let second = scope.spawn(|| all_of(second));
        let mut done = all_of(first);
        done.extend(second.join().expect("work on numbers does not panic"));
        done
    })
}
