// A TOML document as plain values that know where they were written. The parser itself is seen by
// document.cpp only.
#pragma once

#include "config/complaint.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rw::config {

/// Both count from one; columns count characters.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

struct Entry;

struct Node {
    enum class Type : std::uint8_t { text, integer, real, flag, date, array, table };
    Type type = Type::table;
    Position at;
    std::string text;
    std::int64_t integer = 0;
    bool flag = false;
    std::vector<Node> items;     ///< of an array
    std::vector<Entry> entries;  ///< of a table, in the order of the file

    /// The value under `key` of a table, or nothing.
    Node const* find(std::string_view key) const;
    bool is(Type wanted) const { return type == wanted; }
};

struct Entry {
    std::string key;
    Position at;  ///< of the key
    Node value;
};

/// `an integer`, `text`, `a list`: for complaints.
std::string_view spoken(Node::Type type);

/// The document's root table, or the one syntax error at which the parser stopped.
std::variant<Node, Complaint> parse(std::string_view content, std::string const& file);

}  // namespace rw::config
