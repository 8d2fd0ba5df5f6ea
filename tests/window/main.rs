//! 真窗口 — whole journeys on the built program, as a clerk walks them.

mod arriving;
mod canary;
mod clipboard;
mod damaged;
mod demo_company;
mod display;
mod driver;
mod locked;
mod own_book;
mod pasted;
mod policy_change;
mod privacy;
mod screens;
mod secrets;
mod small_company;
mod staff;
mod taught;
mod walls;
mod whole_month;
