//! A timeline and event-sequence engine: a compiler and linter for chronologies.

// Kernel: no I/O, no events.
pub mod allen;
pub mod calendar;
pub mod diagnostic;
pub mod edtf;
pub mod order;
pub mod source;
pub mod stn;

// Front end: from text to a model of the timeline.
pub mod model;
pub mod syntax;

// Middle: from the model to conclusions.
pub mod analysis;
pub mod encode;

// Services.
pub mod report;
pub mod workspace;

// Rim: what people and programs see.
pub mod cli;
pub mod emit;
