#include "config/document.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace rw::config {
namespace {

Position position_of(toml::source_position at) {
    return {std::max<std::size_t>(at.line, 1), std::max<std::size_t>(at.column, 1)};
}

Node::Type type_of(toml::node const& source) {
    switch (source.type()) {
        case toml::node_type::string: return Node::Type::text;
        case toml::node_type::integer: return Node::Type::integer;
        case toml::node_type::floating_point: return Node::Type::real;
        case toml::node_type::boolean: return Node::Type::flag;
        case toml::node_type::array: return Node::Type::array;
        case toml::node_type::table: return Node::Type::table;
        default: return Node::Type::date;
    }
}

bool written_before(Entry const& a, Entry const& b) {
    return std::pair{a.at.line, a.at.column} < std::pair{b.at.line, b.at.column};
}

/// The parser bounds the depth of nesting (256), and with it this recursion.
Node convert(toml::node const& source) {
    Node node;
    node.type = type_of(source);
    node.at = position_of(source.source().begin);
    if (auto const* text = source.as_string()) node.text = text->get();
    if (auto const* integer = source.as_integer()) node.integer = integer->get();
    if (auto const* flag = source.as_boolean()) node.flag = flag->get();
    if (auto const* array = source.as_array()) {
        for (auto const& item : *array)
            node.items.push_back(convert(item));
    }
    if (auto const* table = source.as_table()) {
        for (auto const& [key, value] : *table) {
            node.entries.push_back({std::string{key.str()}, position_of(key.source().begin), convert(value)});
        }
        std::ranges::sort(node.entries, written_before);
    }
    return node;
}

/// The parser quotes what it met; a value written without its quotes may be a secret, so only signs are
/// repeated.
std::string without_values(std::string text) {
    constexpr std::string_view seen = "saw '";
    auto const begin = text.find(seen);
    if (begin == text.npos) return text;
    auto const end = text.find('\'', begin + seen.size());
    bool const a_sign = end != text.npos && end - begin - seen.size() <= 2;
    return a_sign ? text : text.substr(0, begin) + "saw something else";
}

}  // namespace

Node const* Node::find(std::string_view key) const {
    auto const found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &found->value;
}

std::string_view spoken(Node::Type type) {
    switch (type) {
        case Node::Type::text: return "text";
        case Node::Type::integer: return "an integer";
        case Node::Type::real: return "a number with a fraction";
        case Node::Type::flag: return "true or false";
        case Node::Type::date: return "a date or time";
        case Node::Type::array: return "a list";
        case Node::Type::table: return "a table";
    }
    return "something else";
}

std::variant<Node, Complaint> parse(std::string_view content, std::string const& file) {
    try {
        return convert(toml::parse(content));
    } catch (toml::parse_error const& error) {
        auto const at = position_of(error.source().begin);
        return Complaint{file, at.line, at.column,
                         "not TOML: " + without_values(std::string{error.description()})};
    }
}

}  // namespace rw::config
