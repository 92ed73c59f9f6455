// What the command line says to people, in Chinese and in English: one table, looked up by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::cli {

enum class Language : std::uint8_t { zh, en };

/// What stands in a `{name}` of the words.
using Fill = std::vector<std::pair<std::string_view, std::string>>;

/// The words under `name`, filled in; `name` itself where the table has none.
std::string say(Language language, std::string_view name, Fill const& fill = {});
/// A value of the API (`waiting`, `by_text`, `core`) in words; itself where it has none.
std::string word(Language language, std::string_view group, std::string const& value);

/// `1小时12分` or `1h 12m`, the two greatest units.
std::string wait_words(Language language, std::int64_t seconds);
/// `3.2万` or `32,000`.
std::string count_words(Language language, std::int64_t count);

/// Every name of the table, for tests.
std::vector<std::string_view> names_of_words();

}  // namespace rw::cli
