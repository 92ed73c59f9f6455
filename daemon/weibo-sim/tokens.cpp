#include "weibo-sim/tokens.hpp"

#include "weibo-sim/calendar.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr std::pair<std::string_view, TokenState> states[] = {{"valid", TokenState::valid},
                                                              {"expired", TokenState::expired},
                                                              {"revoked", TokenState::revoked},
                                                              {"garbage", TokenState::garbage}};

}  // namespace

std::optional<TokenState> parse_token_state(std::string_view text) {
    for (auto const& [name, state] : states) {
        if (name == text) return state;
    }
    return std::nullopt;
}

std::string_view to_text(TokenState state) {
    for (auto const& [name, known] : states) {
        if (known == state) return name;
    }
    return "";
}

void Meter::add(TimePoint start) {
    used = in(start) + 1;
    window = start;
    most = std::max(most, used);
}

void Tokens::add(Token token) {
    auto key = token.text;
    tokens_.insert_or_assign(std::move(key), std::move(token));
}

Token* Tokens::find(std::string_view text) {
    auto const found = tokens_.find(text);
    return found == tokens_.end() ? nullptr : &found->second;
}

std::optional<ApiError> Tokens::check(std::string_view text, TimePoint now) const {
    if (text.empty()) return errors::missing_token();
    auto const found = tokens_.find(text);
    if (found == tokens_.end() || found->second.state == TokenState::garbage) return errors::invalid_token();
    if (found->second.state == TokenState::revoked) return errors::revoked_token();
    bool const over = found->second.state == TokenState::expired || found->second.expires_at <= now;
    return over ? std::optional{errors::expired_token()} : std::nullopt;
}

std::optional<ApiError> Tokens::spend(Spending const& what, TimePoint now) {
    if (ip_left(what.ip, now) <= 0) return errors::ip_over_limit();
    auto* token = find(what.token);
    if (!token) return errors::invalid_token();
    bool const hour_full = token->quota_hour > 0 && token->hour.in(hour_of(now)) >= token->quota_hour;
    bool const day_full = token->quota_day > 0 && token->day.in(day_of(now)) >= token->quota_day;
    if (hour_full || day_full) return errors::user_over_limit();
    if (auto const own = token->by_path.find(what.path); own != token->by_path.end()) {
        auto& [limit, hour] = own->second;
        if (hour.in(hour_of(now)) >= limit) return errors::interface_over_limit(what.path);
        hour.add(hour_of(now));
    }
    addresses_[what.ip].add(hour_of(now));
    token->hour.add(hour_of(now));
    token->day.add(day_of(now));
    return std::nullopt;
}

int Tokens::ip_left(std::string const& ip, TimePoint now) const {
    auto const found = addresses_.find(ip);
    return quota_ip_hour_ - (found == addresses_.end() ? 0 : found->second.in(hour_of(now)));
}

}  // namespace rw::sim
