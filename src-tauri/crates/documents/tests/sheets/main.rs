//! From bytes to typed rows, on small workbooks built by the tests themselves.

#[cfg(test)]
mod bank;
#[cfg(test)]
mod binary;
mod by_month;
#[cfg(test)]
mod common;
#[cfg(test)]
mod files;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod month_columns;
#[cfg(test)]
mod old_records;
#[cfg(test)]
mod old_templates;
#[cfg(test)]
mod payroll;
#[cfg(test)]
mod people;
#[cfg(test)]
mod record_parts;
#[cfg(test)]
mod records;
#[cfg(test)]
mod tables;
