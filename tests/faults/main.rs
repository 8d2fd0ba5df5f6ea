//! 故障 — what is done to a book that no clerk would do: failing disks, cuts of power, killed programs, flipped bits,
//! forged journals, wrong clocks. README.md holds the table of goals and figures.

mod clock;
mod cuts;
mod damage;
mod files;
mod flows;
mod forgery;
mod full_disk;
mod injection;
mod io;
mod kill;
mod malformed;
mod money;
mod power;
mod raw;
mod rekeyed;
mod stage;
mod tally;
mod two;
mod undoing;
mod vfs;
mod walk;
