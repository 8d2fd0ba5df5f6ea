//! What the readers of XML parts share: attributes and texts, in plain form. No entity of the file's own is ever resolved.

use quick_xml::events::{BytesStart, Event};

use super::ReadError;

/// The value of an attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let hit = tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name.as_bytes())?;
    hit.unescape_value().ok().map(|value| value.into_owned())
}

/// An attribute that is a count.
pub(super) fn count(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Appends what an event says as text; anything else says nothing.
pub(super) fn append(event: &Event<'_>, into: &mut String) {
    match event {
        Event::Text(text) => {
            if let Ok(text) = text.decode() {
                into.push_str(&text);
            }
        }
        Event::CData(text) => {
            if let Ok(text) = text.decode() {
                into.push_str(&text);
            }
        }
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                into.push(c);
            } else if let Ok(name) = reference.decode() {
                into.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default());
            }
        }
        _ => {}
    }
}

/// An XML part that does not hold together.
pub(super) fn broken() -> ReadError {
    ReadError::Damaged { what: "工作表内容读不通".to_owned() }
}
