//! Rust sources, parsed: what is product code and what is test code.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Attribute, File, ImplItemFn, Item, ItemFn, ItemMod};

use crate::tree::{self, TextFile};

/// A parsed source file.
pub struct Source {
    pub path: String,
    pub file: File,
}

impl Source {
    /// `path:line` of a span.
    pub fn at(&self, span: Span) -> String {
        format!("{}:{}", self.path, span.start().line)
    }

    /// Whether the file lies in a crate of that name.
    pub fn in_crate(&self, name: &str) -> bool {
        self.path.starts_with(&format!("src-tauri/crates/{name}/"))
    }
}

/// Every source of the product: shell and crates, without test files.
pub fn product() -> Vec<Source> {
    let sources: Vec<Source> = tree::files("src-tauri", &[".rs"]).into_iter().map(parse).collect();
    let tests: BTreeSet<String> = sources.iter().flat_map(test_files).collect();
    let is_test = |path: &str| {
        path.contains("/tests/") || path.contains("/benches/") || tests.iter().any(|test| path.starts_with(test))
    };
    sources.into_iter().filter(|source| !is_test(&source.path)).collect()
}

fn parse(TextFile { path, text }: TextFile) -> Source {
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path, file }
}

/// `#[cfg(test)] mod tests;` names a file (or folder) of tests.
fn test_files(source: &Source) -> Vec<String> {
    let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let inside = match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        other => format!("{folder}/{}", other.trim_end_matches(".rs")),
    };
    let modules = source.file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && only_in_tests(&module.attrs) => Some(&module.ident),
        _ => None,
    });
    modules.flat_map(|module| [format!("{inside}/{module}.rs"), format!("{inside}/{module}/")]).collect()
}

/// Whether an item is compiled for tests only.
pub fn only_in_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        if path.is_ident("test") {
            return true;
        }
        path.is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

/// Walks product code only: test modules and test functions are left out.
pub struct ProductOnly<V>(pub V);

/// What looks at the code; each hook is called on product code alone.
pub trait Look {
    fn function(&mut self, _name: &syn::Ident, _whole: Span) {}
    fn word(&mut self, _word: &syn::Ident) {}
    fn method(&mut self, _call: &syn::ExprMethodCall) {}
    fn invocation(&mut self, _call: &syn::Macro) {}
    fn attribute(&mut self, _attribute: &Attribute) {}
    fn literal(&mut self, _text: &syn::LitStr) {}
    fn number(&mut self, _float: &syn::LitFloat) {}
}

impl<'ast, V: Look> Visit<'ast> for ProductOnly<V> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !only_in_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !only_in_tests(&function.attrs) {
            self.0.function(&function.sig.ident, whole(function));
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.0.function(&function.sig.ident, whole(function));
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_ident(&mut self, word: &'ast syn::Ident) {
        self.0.word(word);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0.method(call);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.0.invocation(call);
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.0.attribute(attribute);
        visit::visit_attribute(self, attribute);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.0.literal(text);
    }

    fn visit_lit_float(&mut self, number: &'ast syn::LitFloat) {
        self.0.number(number);
    }
}

/// From the signature to the closing brace, without the doc comment.
fn whole(function: &impl HasBody) -> Span {
    let (start, end) = function.ends();
    start.join(end).unwrap_or(start)
}

trait HasBody {
    fn ends(&self) -> (Span, Span);
}

impl HasBody for ItemFn {
    fn ends(&self) -> (Span, Span) {
        (self.sig.fn_token.span, self.block.brace_token.span.close())
    }
}

impl HasBody for ImplItemFn {
    fn ends(&self) -> (Span, Span) {
        (self.sig.fn_token.span, self.block.brace_token.span.close())
    }
}

/// Lets a visitor look at every product source of the given kind.
pub fn look<V: Look>(source: &Source, eye: V) -> V {
    let mut walk = ProductOnly(eye);
    walk.visit_file(&source.file);
    walk.0
}
