#include "weibo-sim/world.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

struct Letter {
    char32_t code = 0;
    std::size_t bytes = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t offset) {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    auto const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xe0) return {((lead & 0x1fU) << 6U) | (byte(1) & 0x3fU), 2};
    if (lead < 0xf0) return {((lead & 0x0fU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU), 3};
    return {0x10000, 4};
}

bool belongs_to_name(char32_t code) {
    bool const ascii = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                       (code >= 'a' && code <= 'z') || code == '_' || code == '-';
    return ascii || (code >= 0x4e00 && code <= 0x9fff);
}

std::string name_at(std::string_view text, std::size_t at) {
    auto const begin = at;
    while (at < text.size()) {
        auto const letter = letter_at(text, at);
        if (!belongs_to_name(letter.code)) break;
        at += letter.bytes;
    }
    return std::string{text.substr(begin, std::min(at, text.size()) - begin)};
}

}  // namespace

std::vector<std::string> names_in(std::string_view text) {
    constexpr std::string_view reply = "回复@";
    std::vector<std::string> names;
    std::size_t from = text.starts_with(reply) ? reply.size() : 0;
    for (auto at = text.find('@', from); at != text.npos; at = text.find('@', at + 1)) {
        auto name = name_at(text, at + 1);
        if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

}  // namespace rw::sim
