//! 账簿的政策库 — the shipped library with what the book has taken in over it.

use std::sync::Arc;

use shebao_rules::policy::{Layer, Library};
use shebao_store::{PolicyLayer, View};

use crate::book::Desk;
use crate::error::{Code, Failure, Outcome};

/// The shipped library with every layer of a book over it, in the order they were taken in.
pub(crate) fn composed(shipped: &Arc<Library>, book: View<'_>) -> Outcome<Arc<Library>> {
    let layers = book.policy_layers()?;
    if layers.is_empty() {
        return Ok(Arc::clone(shipped));
    }
    let mut library = Library::clone(shipped);
    for layer in &layers {
        let laid = library.with(&layer_of(layer));
        let unreadable = |e: shebao_rules::policy::PolicyError| {
            Failure::new(Code::BookDamaged).with("at", "policy").detailed([e.to_string()])
        };
        (library, _) = laid.map_err(unreadable)?;
    }
    Ok(Arc::new(library))
}

/// A stored layer as the library takes it.
pub(super) fn layer_of(layer: &PolicyLayer) -> Layer<'_> {
    Layer { author: layer.author(), known_from: layer.known_from, documents: &layer.documents }
}

impl Desk {
    /// Composes the book's library anew, after its layers may have changed.
    pub(crate) fn recompose(&mut self) -> Outcome<()> {
        self.library = composed(&self.tools.library, self.view())?;
        Ok(())
    }

    /// 本账簿的政策库.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }
}
