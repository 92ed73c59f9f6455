#include "net/signing.hpp"

#include "net/digest.hpp"

#include <algorithm>
#include <charconv>

namespace rw::net {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 16;  // bytes: 128 bits cannot be guessed

std::string signature_of(std::string const& key, std::string_view payload) {
    return url_base64(hmac_sha256(key, payload).substr(0, signature_size));
}

}  // namespace

std::vector<std::string_view> parts_of(std::string_view payload, char dot) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = payload.find(dot);
        parts.push_back(payload.substr(0, end));
        if (end == payload.npos) return parts;
        payload.remove_prefix(end + 1);
    }
}

std::string SigningKeys::sign(std::string_view payload) const {
    if (keys_.empty()) return {};
    auto const& key = keys_.back();
    auto const signed_part = std::string{payload} + "." + key.id;
    return signed_part + "." + signature_of(key.bytes, signed_part);
}

std::optional<std::string_view> SigningKeys::verify(std::string_view text) const {
    auto const last = text.rfind('.');
    auto const before = last == text.npos || last == 0 ? text.npos : text.rfind('.', last - 1);
    if (before == text.npos) return std::nullopt;
    auto const key = std::ranges::find(keys_, text.substr(before + 1, last - before - 1), &Key::id);
    if (key == keys_.end()) return std::nullopt;
    bool const ours = same_secret(signature_of(key->bytes, text.substr(0, last)), text.substr(last + 1));
    return ours ? std::optional{text.substr(0, before)} : std::nullopt;
}

bool SigningKeys::rotate(TimePoint now) {
    auto const ended = [&](Key const& key) { return key.since + signs_for + longest < now; };
    bool changed = std::erase_if(keys_, ended) > 0;
    if (keys_.empty() || keys_.back().since + signs_for <= now) {
        auto bytes = random_bytes(key_size);
        if (bytes.empty()) return changed;
        keys_.push_back({url_base64(random_bytes(3)), std::move(bytes), now});
        changed = true;
    }
    return changed;
}

std::string SigningKeys::pack() const {
    std::string out;
    for (auto const& key : keys_)
        out += key.id + " " + url_base64(key.bytes) + " " + std::to_string(to_millis(key.since)) + "\n";
    return out;
}

SigningKeys SigningKeys::unpack(std::string_view packed) {
    SigningKeys keys;
    for (auto const line : parts_of(packed, '\n')) {
        auto const parts = parts_of(line, ' ');
        if (parts.size() != 3) continue;
        auto const bytes = from_url_base64(parts[1]);
        std::int64_t since = 0;
        auto const [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), since);
        bool const whole = error == std::errc{} && end == parts[2].data() + parts[2].size();
        if (bytes && bytes->size() == key_size && whole)
            keys.keys_.push_back({std::string{parts[0]}, *bytes, from_millis(since)});
    }
    return keys;
}

}  // namespace rw::net
