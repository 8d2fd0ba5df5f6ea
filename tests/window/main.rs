//! 真窗口 — whole journeys on the built program, as a clerk walks them.

mod arriving;
mod demo_company;
mod display;
mod driver;
mod own_book;
mod policy_change;
mod screens;
mod taught;
mod walls;
