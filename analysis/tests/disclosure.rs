//! Disclosure control held against brute force: over every table, and every set of answers, that could lie
//! behind what is published.

mod disclosure {
    pub mod beside;
    pub mod bounds;
    pub mod chained;
    pub mod declared;
    pub mod drawn;
    pub mod earlier;
    pub mod every;
    pub mod release;
    pub mod routed;
    pub mod suppression;
    pub mod ticked;
}
