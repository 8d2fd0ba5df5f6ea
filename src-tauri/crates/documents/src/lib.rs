//! placeholder

pub mod paper;
