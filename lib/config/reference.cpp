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

constexpr std::string_view manual_opening =
    R"(.\" Written from the lists that the program reads by: tests/unit/config fails when this page is stale.
.Dd November 27, 2026
.Dt REPLYWATCH.TOML 5
.Os
.Sh NAME
.Nm replywatch.toml
.Nd configuration of replywatchd
.Sh DESCRIPTION
One TOML file.
Unknown keys are errors.
Durations are text:
.Dq 250ms ,
.Dq 90s ,
.Dq 20m ,
.Dq 4h ,
.Dq 2d .
A relative path is relative to the configuration file.
Secrets are never in it: a key that ends in
.Pa _file
or
.Pa _files
names a file that holds nothing but the secret, or
.Pa credential:NAME ,
a systemd credential.
Addresses without TLS are accepted on loopback only.
.Dl replywatchd --check-config --config FILE
names everything that is wrong in one run.
)";

constexpr std::string_view manual_end = R"(.Sh SEE ALSO
.Xr replywatch 1 ,
.Xr replywatchd 8
)";

/// As a line of running text: nothing in it is an order to the formatter.
std::string in_mdoc(std::string_view text) {
    std::string safe = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    bool quoted = false;
    for (char const c : text) {
        if (c == '`') quoted = !quoted;
        safe += c == '`'    ? std::string{quoted ? "\\(lq" : "\\(rq"}
                : c == '\\' ? std::string{"\\e"}
                            : std::string{c};
    }
    return safe + "\n";
}

}  // namespace

std::string manual() {
    std::string page{manual_opening};
    for (auto const& chapter : chapters()) {
        page += ".Ss " + in_mdoc(chapter.heading) + in_mdoc(chapter.words) + ".Bl -tag -width Ds\n";
        for (auto const& row : chapter.rows())
            page += ".It Ic " + row.key + "\n" + in_mdoc(row.words) + ".br\n" +
                    in_mdoc("Type: " + row.type + "; default: " + row.fallback + ".");
        page += ".El\n";
    }
    return page.append(manual_end);
}

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
