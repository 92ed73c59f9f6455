#include "config/field.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <array>

namespace rw::config {
namespace {

constexpr std::array<std::string_view, 2> file_tails{"_files", "_file"};
constexpr std::array<std::string_view, 9> secret_words{
    "password", "passwd", "secret", "token", "access_token", "tokens", "api_key", "routing_key", "secrets"};

/// `secret` for `secret_file`, `token` for `token_files`.
std::string_view without_file(std::string_view key) {
    for (auto const tail : file_tails) {
        if (key.ends_with(tail)) return key.substr(0, key.size() - tail.size());
    }
    return key;
}

/// The key that should have been used for a secret that was written under `key`; empty when it is none. A
/// section without secrets still refuses those that nobody could take for anything else.
std::optional<std::string> misplaced_secret(std::string_view key, std::vector<Known> const& known) {
    for (auto const& each : known) {
        auto const stem = without_file(each.key);
        if (each.secret && (key == stem || key == std::string{stem} + "s")) return std::string{each.key};
    }
    if (std::ranges::find(secret_words, key) == secret_words.end()) return std::nullopt;
    auto const fitting = std::ranges::find_if(known, &Known::secret);
    return fitting == known.end() ? std::string{} : std::string{fitting->key};
}

std::string refuse_secret(std::string const& file_key) {
    if (file_key.empty()) return "secrets are never written here";
    bool const many = file_key.ends_with('s');
    auto const example = many ? " = [\"/path\"]` or `" + file_key + " = [\"credential:NAME\"]`"
                              : " = \"/path\"` or `" + file_key + " = \"credential:NAME\"`";
    return "secrets are never written here: put it into a file and write `" + file_key + example;
}

std::string refuse_unknown(std::string_view key, std::vector<Known> const& known) {
    std::vector<std::string> keys;
    for (auto const& each : known)
        keys.emplace_back(each.key);
    return "unknown key; did you mean `" + nearest(key, keys) + "`?";
}

}  // namespace

bool check_keys(Node const& table, std::vector<Known> const& known, Reading& reading) {
    if (!is_a(Node::Type::table, table, reading, "a table")) return false;
    for (auto const& entry : table.entries) {
        if (std::ranges::find(known, entry.key, &Known::key) != known.end()) continue;
        Reading::Within const within{reading, entry.key};
        auto const file_key = misplaced_secret(entry.key, known);
        reading.complain(entry.at, file_key ? refuse_secret(*file_key) : refuse_unknown(entry.key, known));
    }
    for (auto const& each : known) {
        if (each.need == Need::optional || table.find(each.key)) continue;
        reading.complain(table.at, "the key `" + std::string{each.key} + "` is missing");
    }
    return true;
}

}  // namespace rw::config
