// The keys of a section, each listed once: from the list follow reading, checking and the reference page.
#pragma once

#include "config/kind.hpp"
#include "config/reading.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::config {

/// One line of the reference page.
struct Row {
    std::string key;
    std::string type;
    std::string fallback;  ///< the default as it would be written; `required` where there is none
    std::string words;
};

enum class Need { optional, required };

template <class Section>
struct Field {
    std::string_view key;
    Need need = Need::optional;
    bool secret = false;  ///< names a file that holds a secret
    std::function<void(Node const&, Reading&, Section&)> read;
    std::function<std::vector<Row>(Section const& defaults)> rows;
};

template <class Section>
using Fields = std::vector<Field<Section>>;

/// A key and what it means to people.
struct Said {
    std::string_view key;
    std::string_view words;
    Need need = Need::optional;
};

template <class Section, class Value>
Field<Section> field(Value Section::* member, Said said, Kind<Value> kind) {
    Field<Section> made{said.key, said.need, false, {}, {}};
    made.read = [=](Node const& node, Reading& reading, Section& into) {
        if (auto value = kind.read(node, reading)) into.*member = std::move(*value);
    };
    made.rows = [=](Section const& defaults) {
        auto const shown = said.need == Need::required ? "required" : kind.show(defaults.*member);
        return std::vector<Row>{{std::string{said.key}, kind.type, shown, std::string{said.words}}};
    };
    return made;
}

/// A key that names a file with a secret: the secret itself is refused in its place.
template <class Section, class Value>
Field<Section> secret_field(Value Section::* member, Said said, Kind<Value> kind) {
    auto made = field(member, said, std::move(kind));
    made.secret = true;
    return made;
}

/// What `read_keys` needs to know of a field, whatever its section.
struct Known {
    std::string_view key;
    Need need;
    bool secret;
};
/// Complains of a value that is no table, of unknown keys (with the nearest known one), of secrets written
/// where the name of their file belongs, and of required keys that are missing. False when there is nothing
/// to read.
bool check_keys(Node const& table, std::vector<Known> const& known, Reading& reading);

/// Fills `into` from `table`; what is not written keeps its value.
template <class Section>
void read_section(Node const& table, Fields<Section> const& fields, Reading& reading, Section& into) {
    std::vector<Known> known;
    for (auto const& each : fields)
        known.push_back({each.key, each.need, each.secret});
    if (!check_keys(table, known, reading)) return;
    for (auto const& each : fields) {
        auto const* const value = table.find(each.key);
        if (!value) continue;
        Reading::Within const within{reading, each.key};
        each.read(*value, reading, into);
    }
}

template <class Section>
std::vector<Row> rows_of(Fields<Section> const& fields, Section const& defaults = {}) {
    std::vector<Row> all;
    for (auto const& each : fields) {
        for (auto& row : each.rows(defaults))
            all.push_back(std::move(row));
    }
    return all;
}

/// A table inside a section whose keys fill the section itself (`within` gives what they fill).
template <class Section, class Inner>
Field<Section> group(Said said, Fields<Inner> fields, std::function<Inner&(Section&)> within) {
    Field<Section> made{said.key, said.need, false, {}, {}};
    made.read = [=](Node const& node, Reading& reading, Section& into) {
        read_section(node, fields, reading, within(into));
    };
    made.rows = [=](Section const&) {
        auto const shown = said.need == Need::required ? "required" : "{}";
        std::vector<Row> all{{std::string{said.key}, "table", shown, std::string{said.words}}};
        for (auto& row : rows_of(fields)) {
            row.key = std::string{said.key} + "." + row.key;
            all.push_back(std::move(row));
        }
        return all;
    };
    return made;
}

}  // namespace rw::config
