#include "alert/delivery.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>

namespace rw::alert {
namespace {

constexpr std::size_t most_attempts_kept = 20;
constexpr std::array<Span, 8> pauses{2s, 5s, 15s, 1min, 5min, 15min, 30min, 1h};
constexpr Span usual_rate_pause = 1min;
using HalfHours = std::chrono::duration<std::int64_t, std::ratio<1800>>;

/// The pause before the attempt after `failed` ones, give or take a fifth. The jitter follows from the id, so
/// the same history gives the same times.
Span backoff(Notice const& notice, std::size_t failed) {
    auto const pause = pauses[std::clamp<std::size_t>(failed, 1, pauses.size()) - 1];
    auto const roll = static_cast<std::int64_t>(fnv1a(notice.id.text() + std::to_string(failed)) % 401) - 200;
    return pause + pause * roll / 1000;
}

void remember(Notice& notice, Attempt attempt) {
    notice.attempts.push_back(std::move(attempt));
    if (notice.attempts.size() > most_attempts_kept) notice.attempts.erase(notice.attempts.begin());
    ++notice.tries;
}

void again(Notice& notice, Persistence const& persistence, TimePoint now, Span pause) {
    bool const spent = notice.tries >= persistence.attempts || now - notice.made_at > persistence.give_up;
    notice.state = spent ? NoticeState::dead : NoticeState::retry;
    notice.due = now + pause;
}

}  // namespace

std::string_view to_text(Taken::How how) {
    switch (how) {
        case Taken::How::accepted: return "accepted";
        case Taken::How::retry: return "retry";
        case Taken::How::rate_limited: return "rate_limited";
        case Taken::How::refused: return "refused";
        case Taken::How::misconfigured: return "misconfigured";
        case Taken::How::too_long: return "too_long";
        case Taken::How::ambiguous: return "ambiguous";
    }
    return "unknown";
}

Notice after_attempt(Persistence const& persistence, Notice notice, Taken const& taken, TimePoint now) {
    auto const outcome = taken.how == Taken::How::accepted ? std::string{"ok"} : taken.detail;
    remember(notice, {now, outcome, taken.took});
    auto const failed = static_cast<std::size_t>(notice.tries);
    switch (taken.how) {
        case Taken::How::accepted: notice.state = NoticeState::sent; break;
        case Taken::How::refused:
        case Taken::How::misconfigured: notice.state = NoticeState::dead; break;
        case Taken::How::retry:
            again(notice, persistence, now, taken.wait.value_or(backoff(notice, failed)));
            break;
        case Taken::How::rate_limited:
            --notice.tries;  // the channel said not now; the message did nothing wrong
            again(notice, persistence, now, taken.wait.value_or(usual_rate_pause));
            break;
        case Taken::How::too_long:
            ++notice.shrink;
            again(notice, persistence, now, Span{0});
            break;
        case Taken::How::ambiguous: return after_unknown(persistence, std::move(notice), now);
    }
    return notice;
}

Notice after_unknown(Persistence const& persistence, Notice notice, TimePoint now) {
    bool const last_chance_used = notice.possibly_repeated && !persistence.idempotent;
    notice.possibly_repeated = true;
    if (last_chance_used) {
        notice.state = NoticeState::sent;
        return notice;
    }
    auto const failed = static_cast<std::size_t>(std::max(notice.tries, 1));
    again(notice, persistence, now, persistence.idempotent ? backoff(notice, failed) : Span{0});
    return notice;
}

std::optional<Notice> pass_on(Fallback const& fallback, Notice& notice, TimePoint now) {
    bool const failed = notice.state == NoticeState::dead;
    bool const drags = notice.state == NoticeState::retry && now - notice.made_at >= fallback.after;
    if (fallback.channel.empty() || notice.passed_on) return std::nullopt;
    if (notice.state == NoticeState::retry)  // looked at then, whatever its own channel says
        notice.due = std::min(notice.due, std::max(notice.made_at + fallback.after, now));
    if (!failed && !drags) return std::nullopt;
    notice.passed_on = true;
    auto other = notice;
    other.id = NoticeId{base32(fnv1a(notice.id.text() + "\n" + fallback.channel.text()))};
    other.instead_of = notice.id;
    other.channel = fallback.channel;
    other.state = NoticeState::pending;
    other.passed_on = false;
    other.attempts.clear();
    other.tries = 0;
    other.shrink = 0;
    other.possibly_repeated = false;
    other.made_at = now;
    other.due = now;
    return other;
}

TimePoint Budget::open_from(TimePoint now) const {
    auto const open = std::max(now, paused_until_);
    auto const past_half = open - std::chrono::floor<HalfHours>(open);
    return past_half < pace_.shuns_half_hours ? open - past_half + pace_.shuns_half_hours : open;
}

Span Budget::longest_window() const {
    Span longest{0};
    for (auto const& limit : pace_.limits)
        longest = std::max(longest, limit.window);
    return longest;
}

bool Budget::limited() const {
    bool const counted =
        std::ranges::any_of(pace_.limits, [](Limit const& limit) { return limit.count > 0; });
    return counted || pace_.shuns_half_hours > Span{0} || paused_until_ != TimePoint{};
}

int Budget::free(TimePoint now) const {
    if (open_from(now) > now) return 0;
    int least = INT_MAX;
    for (auto const& limit : pace_.limits) {
        if (limit.count <= 0) continue;
        auto const used = std::ranges::count_if(sent_, [&](TimePoint at) { return at > now - limit.window; });
        least = std::min(least, std::max(limit.count - static_cast<int>(used), 0));
    }
    return least;
}

TimePoint Budget::next(TimePoint now) const {
    auto when = open_from(now);
    for (bool moved = true; moved;) {
        moved = false;
        for (auto const& limit : pace_.limits) {
            auto const used =
                std::ranges::count_if(sent_, [&](TimePoint at) { return at > when - limit.window; });
            if (limit.count <= 0 || used < limit.count) continue;
            auto const oldest = sent_[sent_.size() - static_cast<std::size_t>(limit.count)];
            when = open_from(oldest + limit.window);
            moved = true;
        }
    }
    return when;
}

void Budget::spent(TimePoint now) {
    auto const window = longest_window();
    if (window == Span{0}) return;
    std::erase_if(sent_, [&](TimePoint at) { return at <= now - window; });
    sent_.push_back(now);
}

void Budget::pause_until(TimePoint until) {
    paused_until_ = std::max(paused_until_, until);
}

std::string Budget::pack() const {
    auto out = std::to_string(to_millis(paused_until_));
    for (auto const at : sent_)
        out += " " + std::to_string(to_millis(at));
    return out;
}

void Budget::unpack(std::string_view packed) {
    std::vector<TimePoint> instants;
    while (!packed.empty()) {
        std::int64_t millis = 0;
        auto const [end, error] = std::from_chars(packed.data(), packed.data() + packed.size(), millis);
        if (error != std::errc{}) return;
        instants.push_back(from_millis(millis));
        packed.remove_prefix(static_cast<std::size_t>(end - packed.data()));
        if (packed.starts_with(' ')) packed.remove_prefix(1);
    }
    if (instants.empty()) return;
    paused_until_ = instants.front();
    sent_.assign(instants.begin() + 1, instants.end());
}

}  // namespace rw::alert
