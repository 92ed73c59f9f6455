#include "notify/channel.hpp"

#include "notify/channels.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <ctime>
#include <iostream>

namespace rw::notify {
namespace {

constexpr Span longest_wait = 24h;

/// `Wed, 21 Oct 2026 07:28:00 GMT`.
std::optional<TimePoint> http_date(std::string const& text) {
    std::tm parts{};
    auto const* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return TimePoint{std::chrono::seconds{::timegm(&parts)}};
}

}  // namespace

Result<std::unique_ptr<Channel>> make_channel(ChannelSettings settings, net::HttpClient& client, net::Clock&,
                                              std::ostream& console) {
    if (settings.type == "webhook") return make_webhook(settings, client);
    if (settings.type == "dingtalk") return make_dingtalk(std::move(settings), client);
    if (settings.type == "console") {
        bool const terminal = &console == &std::cout && ::isatty(STDOUT_FILENO) != 0;
        return make_console(console, terminal);
    }
    return Failure{Fault::bad_input, "channel " + settings.name.text() + ": type " + settings.type +
                                         " is not available; available: console, dingtalk, webhook"};
}

alert::Taken taken_of(Failure const& failure) {
    using How = alert::Taken::How;
    auto how = How::retry;
    if (failure.kind == Fault::unknown_outcome || failure.kind == Fault::timed_out) how = How::ambiguous;
    if (failure.kind == Fault::bad_input) how = How::refused;
    return {how, failure.doing, {}};
}

std::optional<Span> retry_after(net::Response const& response, TimePoint now) {
    auto const header = net::find_header(response.headers, "Retry-After");
    if (!header) return std::nullopt;
    std::int64_t seconds = 0;
    auto const [end, error] = std::from_chars(header->data(), header->data() + header->size(), seconds);
    Span wait{0};
    if (error == std::errc{} && end == header->data() + header->size()) {
        wait = std::chrono::seconds{std::clamp<std::int64_t>(seconds, 0, 86'400)};
    } else if (auto const when = http_date(std::string{*header})) {
        wait = std::max(*when - now, Span{0});
    } else {
        return std::nullopt;
    }
    return std::min(wait, longest_wait);
}

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    auto const size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string out(text.size() / 4 * 3, '\0');
    auto const size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    auto const padding = static_cast<std::size_t>(text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0);
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const*>(data.data()), data.size(), digest.data(), &size);
    return {reinterpret_cast<char const*>(digest.data()), size};
}

}  // namespace rw::notify
