#include "notify/channel.hpp"

#include "notify/channels.hpp"
#include "notify/platform.hpp"

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

struct Kind {
    std::string_view type;
    Result<Platform> (*complete)(Platform);
    std::string_view usual_address{};
};
constexpr std::array kinds{
    Kind{"dingtalk", dingtalk},
    Kind{"wecom", wecom},
    Kind{"feishu", feishu},
    Kind{"slack", slack},
    Kind{"webhook", webhook},
    Kind{"pagerduty", pagerduty, "https://events.pagerduty.com/v2/enqueue"},
    Kind{"alertmanager", alertmanager},
};

/// `Wed, 21 Oct 2026 07:28:00 GMT`.
std::optional<TimePoint> http_date(std::string const& text) {
    std::tm parts{};
    auto const* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return TimePoint{std::chrono::seconds{::timegm(&parts)}};
}

}  // namespace

Result<std::unique_ptr<Channel>> make_channel(ChannelSettings settings, Wires wires) {
    if (settings.type == "console") {
        bool const terminal = &wires.console == &std::cout && ::isatty(STDOUT_FILENO) != 0;
        return make_console(wires.console, terminal, settings.language);
    }
    if (settings.type == "smtp") return make_smtp(std::move(settings), wires.dialer);
    auto const who = "channel " + settings.name.text() + ": ";
    auto const kind = std::ranges::find(kinds, settings.type, &Kind::type);
    if (kind == kinds.end()) {
        return Failure{Fault::bad_input, who + "type " + settings.type + " is not available"};
    }
    std::string const address =
        settings.url.empty() ? std::string{kind->usual_address} : settings.url.reveal();
    auto where = net::parse_url(address);
    if (!where || (where->scheme != "https" && where->scheme != "http"))
        return Failure{Fault::bad_input, who + "its url_file does not hold an http or https address"};
    Platform given;
    given.name = settings.name;
    given.where = *std::move(where);
    given.secret = std::move(settings.secret);
    given.keyword = std::move(settings.keyword);
    given.language = settings.language;
    auto platform = kind->complete(std::move(given));
    if (!platform) return Failure{Fault::bad_input, who + "expected " + platform.error().doing};
    return make_channel_of(*std::move(platform), wires.client);
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

}  // namespace rw::notify
