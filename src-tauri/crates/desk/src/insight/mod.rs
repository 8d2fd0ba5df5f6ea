//! 概览 — the month board, the gap grid and the report: the same figures on the screen, in the sheet and on paper.

mod board;
mod gaps;
mod report;
mod trend;
