#include "notify/ack_link.hpp"

#include "notify/channels.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::notify {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 16;  // bytes: 128 bits cannot be guessed
constexpr char dot = '.';

std::string for_url(std::string base) {
    while (base.ends_with('='))
        base.pop_back();
    std::ranges::replace(base, '+', '-');
    std::ranges::replace(base, '/', '_');
    return base;
}

std::optional<std::string> from_url(std::string_view text) {
    std::string base{text};
    std::ranges::replace(base, '-', '+');
    std::ranges::replace(base, '_', '/');
    while (base.size() % 4 != 0)
        base += '=';
    return base.empty() ? std::optional<std::string>{""} : from_base64(base);
}

std::string signature_of(std::string const& key, std::string_view payload) {
    return for_url(base64(hmac_sha256(key, payload).substr(0, signature_size)));
}

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    auto* const into = reinterpret_cast<unsigned char*>(bytes.data());
    if (RAND_bytes(into, static_cast<int>(size)) != 1) bytes.clear();
    return bytes;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> number_in(std::string_view digits) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

std::string AckKeys::sign(AckClaim const& claim) const {
    if (keys_.empty()) return {};
    auto const& key = keys_.back();
    auto const seconds = to_millis(claim.expires) / 1000;
    auto const payload = claim.incident.text() + dot + claim.notice.text() + dot +
                         for_url(base64(claim.person)) + dot + std::to_string(seconds) + dot + key.id;
    return payload + dot + signature_of(key.bytes, payload);
}

Result<AckClaim> AckKeys::verify(std::string_view text, TimePoint now) const {
    Failure const foreign{Fault::bad_input, "this link has not been given out by us, or was changed"};
    auto const parts = split(text, dot);
    if (parts.size() != 6) return foreign;
    auto const payload = text.substr(0, text.size() - parts[5].size() - 1);
    auto const key = std::ranges::find(keys_, parts[4], &Key::id);
    if (key == keys_.end()) return foreign;
    auto const wanted = signature_of(key->bytes, payload);
    if (wanted.size() != parts[5].size() || CRYPTO_memcmp(wanted.data(), parts[5].data(), wanted.size()) != 0)
        return foreign;
    auto const person = from_url(parts[2]);
    auto const seconds = number_in(parts[3]);
    if (!person || !seconds) return foreign;
    AckClaim claim{IncidentId{std::string{parts[0]}}, NoticeId{std::string{parts[1]}}, *person,
                   from_millis(*seconds * 1000)};
    if (claim.expires <= now) return Failure{Fault::gone, "this link has ended"};
    return claim;
}

bool AckKeys::rotate(TimePoint now) {
    auto const ended = [&](Key const& key) { return key.since + signs_for + lasts < now; };
    bool changed = std::erase_if(keys_, ended) > 0;
    if (keys_.empty() || keys_.back().since + signs_for <= now) {
        auto bytes = random_bytes(key_size);
        if (bytes.empty()) return changed;
        keys_.push_back({for_url(base64(random_bytes(3))), std::move(bytes), now});
        changed = true;
    }
    return changed;
}

std::string AckKeys::pack() const {
    std::string out;
    for (auto const& key : keys_)
        out += key.id + " " + for_url(base64(key.bytes)) + " " + std::to_string(to_millis(key.since)) + "\n";
    return out;
}

AckKeys AckKeys::unpack(std::string_view packed) {
    AckKeys keys;
    for (auto const line : split(packed, '\n')) {
        auto const parts = split(line, ' ');
        if (parts.size() != 3) continue;
        auto const bytes = from_url(parts[1]);
        auto const since = number_in(parts[2]);
        if (bytes && bytes->size() == key_size && since)
            keys.keys_.push_back({std::string{parts[0]}, *bytes, from_millis(*since)});
    }
    return keys;
}

}  // namespace rw::notify
