#include "config/chapter.hpp"
#include "config/load.hpp"

namespace rw::config {
namespace {

constexpr std::string_view opening = R"(# Configuration reference

Written from the lists that the program reads by: `tests/unit/config` fails when this page is stale.

One TOML file. Unknown keys are errors. Durations are text: `"250ms"`, `"90s"`, `"20m"`, `"4h"`, `"2d"`. A relative path
is relative to the configuration file. Secrets are never in it: a key that ends in `_file` or `_files` names a file that
holds nothing but the secret, or `credential:NAME`, a systemd credential. `http://` addresses are accepted on loopback
only. `replywatchd --check-config --config FILE` names everything that is wrong in one run.
)";

std::string in_cell(std::string_view text) {
    std::string safe;
    for (char const c : text)
        safe += c == '|' ? std::string{"\\|"} : std::string{c};
    return safe;
}

std::string in_code(std::string const& text) {
    bool const is_value = text != "required" && !text.starts_with("as ");
    return !is_value ? text : "`" + in_cell(text) + "`";
}

std::string line_of(Row const& row) {
    return "| `" + row.key + "` | " + in_cell(row.type) + " | " + in_code(row.fallback) + " | " +
           in_cell(row.words) + " |\n";
}

}  // namespace

std::string reference() {
    std::string page{opening};
    for (auto const& chapter : chapters()) {
        page += "\n## `" + chapter.heading + "`\n\n" + std::string{chapter.words} + "\n\n";
        page += "| key | type | default | meaning |\n|---|---|---|---|\n";
        for (auto const& row : chapter.rows())
            page += line_of(row);
    }
    return page;
}

}  // namespace rw::config
