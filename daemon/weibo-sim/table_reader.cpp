#include "weibo-sim/table_reader.hpp"

namespace rw::sim {
namespace {

std::string shown(double number) {
    auto text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace

void Complaints::add(toml::source_region const& where, std::string const& what) {
    auto const at = std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column);
    lines_.push_back(file_ + ":" + at + ": " + what);
}

std::string Complaints::text() const {
    std::string all;
    for (auto const& line : lines_)
        all += (all.empty() ? "" : "\n") + line;
    return all;
}

toml::node const* TableReader::take(std::string_view key, Need need) {
    known_.emplace(key);
    auto const* node = table_.get(key);
    if (!node && need == Need::required) {
        complaints_.add(table_.source(), name_ + " needs \"" + std::string{key} + "\"");
    }
    return node;
}

void TableReader::wrong(toml::node const& node, std::string_view key, std::string_view expected) {
    complaints_.add(node.source(),
                    name_ + " \"" + std::string{key} + "\": expected " + std::string{expected});
}

void TableReader::complain(std::string_view key, std::string const& what) {
    auto const* node = table_.get(key);
    complaints_.add(node ? node->source() : table_.source(),
                    name_ + " \"" + std::string{key} + "\": " + what);
}

void TableReader::text(std::string_view key, std::string& into, Need need) {
    auto const* node = take(key, need);
    if (!node) return;
    auto const value = node->value_exact<std::string>();
    if (value) into = *value;
    if (!value) wrong(*node, key, "a text");
    if (value && value->empty() && need == Need::required) wrong(*node, key, "a text that is not empty");
}

void TableReader::texts(std::string_view key, std::vector<std::string>& into, Need need) {
    auto const* node = take(key, need);
    if (!node) return;
    auto const* list = node->as_array();
    if (!list) return wrong(*node, key, "a list of texts");
    if (list->empty() && need == Need::required) return wrong(*node, key, "at least one text");
    for (auto const& entry : *list) {
        auto const value = entry.value_exact<std::string>();
        if (value && !value->empty()) into.push_back(*value);
        if (!value || value->empty()) wrong(entry, key, "a list of texts, none of them empty");
    }
}

void TableReader::number(std::string_view key, double& into, Bounds bounds) {
    auto const* node = take(key, Need::optional);
    if (!node) return;
    auto const value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || *value < bounds.low || *value > bounds.high) {
        return wrong(*node, key, "a number from " + shown(bounds.low) + " to " + shown(bounds.high));
    }
    into = *value;
}

void TableReader::whole(std::string_view key, std::int64_t& into, Bounds bounds) {
    auto const* node = take(key, Need::optional);
    if (!node) return;
    auto const value = node->value_exact<std::int64_t>();
    auto const real = static_cast<double>(value.value_or(0));
    if (!value || real < bounds.low || real > bounds.high) {
        return wrong(*node, key, "a whole number from " + shown(bounds.low) + " to " + shown(bounds.high));
    }
    into = *value;
}

void TableReader::numbers(std::string_view key, std::vector<double>& into, Bounds bounds) {
    auto const* node = take(key, Need::optional);
    if (!node) return;
    auto const range = "numbers from " + shown(bounds.low) + " to " + shown(bounds.high);
    auto const* list = node->as_array();
    if (!list) return wrong(*node, key, "a list of " + range);
    for (auto const& entry : *list) {
        auto const value = entry.is_number() ? entry.value<double>() : std::nullopt;
        bool const good = value && *value >= bounds.low && *value <= bounds.high;
        if (good) into.push_back(*value);
        if (!good) wrong(entry, key, range);
    }
}

bool TableReader::holds_text(std::string_view key) const {
    auto const* node = table_.get(key);
    return node && node->is_string();
}

void TableReader::flag(std::string_view key, bool& into) {
    auto const* node = take(key, Need::optional);
    if (!node) return;
    auto const value = node->value_exact<bool>();
    if (!value) return wrong(*node, key, "true or false");
    into = *value;
}

void TableReader::span(std::string_view key, Span& into) {
    auto const* node = take(key, Need::optional);
    if (!node) return;
    auto const value = node->value_exact<std::string>();
    auto const span = value ? parse_span(*value) : std::nullopt;
    if (!span) return wrong(*node, key, "a time such as \"250ms\", \"90s\", \"20m\", \"4h\" or \"2d\"");
    into = *span;
}

void TableReader::signed_span(std::string_view key, Span& into) {
    auto const* node = take(key, Need::required);
    if (!node) return;
    auto const value = node->value_exact<std::string>().value_or("");
    bool const before = value.starts_with('-');
    auto const span = parse_span(std::string_view{value}.substr(before ? 1 : 0));
    if (!span) return wrong(*node, key, "a time from the start such as \"5s\", or before it such as \"-8m\"");
    into = before ? -*span : *span;
}

void TableReader::weights(std::string_view key, std::map<std::string, double>& into) {
    for (auto& reader : child(key)) {
        for (auto const& name : reader.keys()) {
            double weight = 0;
            reader.number(name, weight, {0, 1e6});
            into[name] = weight;
        }
    }
}

std::vector<TableReader> TableReader::child(std::string_view key) {
    auto const* node = take(key, Need::optional);
    if (!node) return {};
    if (auto const* table = node->as_table())
        return {TableReader{*table, "[" + std::string{key} + "]", complaints_}};
    wrong(*node, key, "a table");
    return {};
}

std::vector<TableReader> TableReader::children(std::string_view key) {
    auto const* node = take(key, Need::optional);
    if (!node) return {};
    std::vector<TableReader> readers;
    auto const* list = node->as_array();
    if (!list) wrong(*node, key, "a list of tables");
    for (std::size_t at = 0; list && at < list->size(); ++at) {
        auto const* table = list->get(at)->as_table();
        if (table) readers.emplace_back(*table, "[[" + std::string{key} + "]]", complaints_);
        if (!table) wrong(*list->get(at), key, "a table");
    }
    return readers;
}

std::vector<std::string> TableReader::keys() const {
    std::vector<std::string> names;
    for (auto const& [key, node] : table_)
        names.emplace_back(key.str());
    return names;
}

void TableReader::finish() {
    std::string expected;
    for (auto const& name : known_)
        expected += (expected.empty() ? "" : ", ") + name;
    for (auto const& [key, node] : table_) {
        if (known_.contains(key.str())) continue;
        complaints_.add(key.source(), "unknown key \"" + std::string{key.str()} + "\" in " + name_ +
                                          "; expected one of: " + expected);
    }
}

}  // namespace rw::sim
