#include "web/gate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rw::web {
namespace {

constexpr std::size_t most_buckets = 10'000;
constexpr double burst_of_seconds = 5;

/// The value of our cookie.
std::optional<std::string_view> cookie_of(net::Request const& request) {
    auto const header = net::find_header(request.headers, "Cookie");
    for (auto const part : net::parts_of(header.value_or(""), ';')) {
        auto const begin = std::min(part.find_first_not_of(' '), part.size());
        auto const pair = part.substr(begin);
        auto const equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == Gate::cookie) return pair.substr(equals + 1);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Span> Allowance::take(std::string const& whose, Span now) {
    if (rate_ <= 0) return std::nullopt;
    if (buckets_.size() >= most_buckets) {  // a full bucket says no more than none
        std::erase_if(buckets_, [&](auto const& one) {
            return std::chrono::duration<double>(now - one.second.at).count() * rate_ >= burst_;
        });
    }
    auto const [at, fresh] = buckets_.try_emplace(whose, Bucket{burst_, now});
    auto& bucket = at->second;
    auto const passed = std::chrono::duration<double>(now - bucket.at).count();
    bucket.left = std::min(burst_, bucket.left + passed * rate_);
    bucket.at = now;
    if (bucket.left < 1) return Span{static_cast<std::int64_t>(std::ceil((1 - bucket.left) / rate_ * 1000))};
    bucket.left -= 1;
    return std::nullopt;
}

void Gate::take_settings(Settings settings) {
    settings_ = std::move(settings);
    requests_ = Allowance{settings_.rate, settings_.rate * burst_of_seconds};
}

Gate::Caller Gate::who(net::Request const& request) {
    Caller caller;
    auto const header = net::find_header(request.headers, "Authorization");
    auto const token = header ? bearer_token(*header) : std::nullopt;
    auto user = token ? users_.with_token(*token) : std::nullopt;
    if (!header) {
        user = in_session(request);
        caller.by_cookie = user.has_value();
        caller.too_early = cookie_of(request) && settings_.keys && settings_.keys().empty();
    }
    if (!user) return caller;
    caller.user = *std::move(user);
    if (settings_.clock) caller.must_wait = requests_.take(caller.user.name, settings_.clock->steady());
    return caller;
}

/// `s1.HASH.EXPIRES`, signed.
std::optional<User> Gate::in_session(net::Request const& request) const {
    auto const value = cookie_of(request);
    if (!value || !settings_.clock || !settings_.keys) return std::nullopt;
    auto const payload = settings_.keys().verify(*value);
    if (!payload) return std::nullopt;
    auto const parts = net::parts_of(*payload);
    if (parts.size() != 3 || parts[0] != "s1") return std::nullopt;
    std::int64_t seconds = 0;
    std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), seconds);
    if (from_millis(seconds * 1000) <= settings_.clock->now()) return std::nullopt;
    return users_.with_hash(parts[1]);
}

bool Gate::is_own(net::Request const& request) {
    auto const site = net::find_header(request.headers, "Sec-Fetch-Site");
    bool const foreign = site && *site != "same-origin" && *site != "none";
    return net::find_header(request.headers, own_header).has_value() && !foreign;
}

Gate::SignIn Gate::sign_in(std::string_view token, std::string const& peer) {
    SignIn result{users_.with_token(token), {}, std::nullopt};
    if (result.user) {
        result.set_cookie = cookie_for(*result.user);
    } else if (settings_.clock) {
        result.must_wait = wrong_tokens_.take(peer, settings_.clock->steady());
    }
    return result;
}

std::string Gate::cookie_for(User const& user) const {
    if (!settings_.clock || !settings_.keys) return {};
    auto const ends = to_millis(settings_.clock->now() + session_lasts) / 1000;
    auto const value = settings_.keys().sign("s1." + user.hash + "." + std::to_string(ends));
    if (value.empty()) return {};
    auto const age = std::chrono::duration_cast<std::chrono::seconds>(session_lasts).count();
    return std::string{cookie} + "=" + value + "; Path=/; Max-Age=" + std::to_string(age) +
           "; HttpOnly; SameSite=Strict" + (settings_.secure ? "; Secure" : "");
}

std::string Gate::no_cookie() const {
    return std::string{cookie} + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict" +
           (settings_.secure ? "; Secure" : "");
}

}  // namespace rw::web
