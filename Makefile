# 社保台账. `make run` opens the window, `make test` runs everything, `make check` what needs no web view.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: run test check bench bench-window faults deb bindings licences setup setup-core setup-test node cargo deny

TARGET ?= $(or $(CARGO_TARGET_DIR),target)
# What the crates below the window need, and what the window needs besides.
CORE_PACKAGES := build-essential pkg-config libssl-dev
BUILD_PACKAGES := $(CORE_PACKAGES) libwebkit2gtk-4.1-dev fonts-noto-cjk
TEST_PACKAGES := xvfb xauth xclip webkit2gtk-driver poppler-utils imagemagick libreoffice-calc
UI_SOURCES := $(shell find ui/src ui/scripts ui/index.html ui/*.ts ui/*.json -type f 2>/dev/null)
# One selection of crates and features for clippy, build and tests, so that every library is compiled once.
EVERYTHING := --workspace --all-targets --features shebao-desktop/driven,shebao-tests/window

# 安装 — $(call install,packages): by apt when root or sudo is there, else the line to type.
define install
	@missing=$$(for name in $(1); do dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	as=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	line="apt-get install -y --no-install-recommends $$(echo $$missing)"; \
	if ! command -v apt-get >/dev/null || { [ -n "$$as" ] && ! command -v sudo >/dev/null; }; then \
	  echo "These packages are missing. Install them, then run make again:"; echo "  sudo $$line"; exit 1; \
	fi; \
	$$as apt-get update -q && DEBIAN_FRONTEND=noninteractive $$as $$line
endef

run: setup ui/dist/index.html
	cargo build -p shebao-desktop
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec $(TARGET)/debug/shebao-desktop; \
	else echo "No display: the window opens under Xvfb."; exec xvfb-run -a -s "-screen 0 1366x900x24" $(TARGET)/debug/shebao-desktop; fi

test: setup-test ui/dist/index.html
	@mkdir -p $(TARGET)
	cd ui && npm run check
	cd ui && NO_COLOR=1 npm test 2>&1 | tee $(abspath $(TARGET))/test-ui.log
	cargo fmt --all --check
	cargo clippy $(EVERYTHING) -- -D warnings
	cargo build $(EVERYTHING)
	TS_RS_EXPORT_DIR=$(abspath $(TARGET))/bindings cargo test $(filter-out --all-targets,$(EVERYTHING)) --no-fail-fast 2>&1 \
	  | tee $(TARGET)/test.log || true
	@awk '/^test result: /{ passed += $$4; failed += $$6; ignored += $$8 } / +Tests +.*passed/{ for (i = 2; i <= NF; i++) { \
	    if ($$i ~ /^passed/) passed += $$(i-1); if ($$i ~ /^failed/) failed += $$(i-1) } } \
	  /^error: (could not compile|test failed|[0-9]+ target)/{ broken = 1 } \
	  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, ignored; exit (failed || broken || !passed) }' \
	  $(TARGET)/test-ui.log $(TARGET)/test.log

check: node setup-core deny ui/node_modules/.package-lock.json
	cd ui && npm run check && NO_COLOR=1 npm test
	cargo fmt --all --check
	cargo clippy --all-targets -- -D warnings
	cargo deny check licenses bans sources
	TS_RS_EXPORT_DIR=$(abspath $(TARGET))/bindings cargo test

# Every figure beside the bare engine (tests/benches/README.md). One of them alone: `make bench ONLY=roster`.
bench: setup-core
	cargo bench -p shebao-tests --bench desk -- $(ONLY)

# A company of 10,000 people in the real window: home page, ledger, scrolling, search.
bench-window: setup-test ui/dist/index.html
	cargo build --profile bench -p shebao-desktop --features shebao-desktop/driven
	cargo bench -p shebao-tests --features window --bench window

# The full counts of tests/faults, or a share of them: `make faults SHARE=10` (percent), of one goal `make faults ONLY=io::`.
# Each run takes a seed of its own and adds its figures to the log; the sums over all runs are printed.
SHARE ?= 100
ONLY ?=
# A minute for each of the eight readers, or a share of it.
FUZZ_SECONDS = $(shell echo $$((480 * $(SHARE) / 100 + 8)))
# One selection of crates, so that every library is compiled once.
FAULTS_BUILT := --profile faults -p shebao-cli -p shebao-documents -p shebao-tests
FAULTS_LOG := $(abspath $(TARGET))/faults.log
faults: setup-core
	@mkdir -p $(TARGET)
	cargo build $(FAULTS_BUILT) --bin shebao --test faults --test fuzz
	SHEBAO_FAULTS=$(SHARE) SHEBAO_FAULTS_SEED=$$(date +%s) SHEBAO_FAULTS_LOG=$(FAULTS_LOG) \
	  cargo test $(FAULTS_BUILT) --test faults -- --nocapture --test-threads=2 $(ONLY)
	@case "$(ONLY)" in ""|fuzz) SHEBAO_FUZZ_SECONDS=$(FUZZ_SECONDS) SHEBAO_FUZZ_SEED=$$(date +%s) SHEBAO_FAULTS_LOG=$(FAULTS_LOG) \
	  cargo test $(FAULTS_BUILT) --test fuzz ;; esac
	@awk -F'\t' '{ tried[$$1 "\t" $$2] += $$3; wrong[$$1 "\t" $$2] += $$4 } \
	  END { for (what in tried) printf "%s\t%d tried\t%d violations\n", what, tried[what], wrong[what] }' $(FAULTS_LOG) | sort -V

deb: setup ui/dist/index.html
	npm exec --yes --package=@tauri-apps/cli@2.12.5 -- tauri build --bundles deb
	@ls $(TARGET)/release/bundle/deb/*.deb

# Brings ui/src/generated up to date with the wire types of the desk.
bindings: setup-core
	rm -f ui/src/generated/*.ts
	cargo test -q -p shebao-desk export_bindings

# Makes assets/licences.json anew: what of others stands in the program, and under which terms.
licences: setup-core ui/node_modules/.package-lock.json
	SHEBAO_LICENCES=write cargo test -q -p shebao-tests --test tidy licences::the_list

setup: node cargo
	$(call install,$(BUILD_PACKAGES) $(if $(DISPLAY)$(WAYLAND_DISPLAY),,xvfb xauth))

setup-core: cargo
	$(call install,$(CORE_PACKAGES))

setup-test: node cargo
	$(call install,$(BUILD_PACKAGES) $(TEST_PACKAGES))

node:
	@needed=$$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' ui/package.json); \
	has=$$(node --version 2>/dev/null | tr -d v || true); \
	if [ -z "$$has" ] || [ "$$(printf '%s\n' "$$needed" "$$has" | sort -V | head -1)" != "$$needed" ]; then \
	  echo "Node.js $$needed or newer is needed, with npm (found: $${has:-none})."; exit 1; fi

cargo:
	@command -v cargo >/dev/null || { echo "Rust $$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml) is needed: install it with rustup."; exit 1; }

# The checker of licences, bans and sources is a program of its own; cargo installs it once.
deny: cargo
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny@0.20.2

ui/node_modules/.package-lock.json: ui/package-lock.json
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(UI_SOURCES)
	cd ui && npm run build
	@touch $@
