#include "care/bands.hpp"

#include <algorithm>

namespace rw::care {
namespace {

using tone::FanLabel;

/// One row a class, in the order of the enumeration: names, default band (domain 3), and how grave lateness
/// is.
struct Row {
    std::string_view name;
    Phrase called;
    Band band;
    Level near;
    Level late;
};
constexpr auto working = ClockKind::working;
constexpr auto always = ClockKind::always;
constexpr std::array<Row, class_count> rows{{
    {"safety", {"安全", "safety matter"}, {0s, 5min, 15min, always}, Level::orange, Level::red},
    {"legal", {"法律监管", "legal matter"}, {0s, 5min, 15min, always}, Level::orange, Level::red},
    {"media", {"媒体曝光", "press matter"}, {0s, 5min, 15min, always}, Level::orange, Level::red},
    {"vip_complaint", {"大V投诉", "VIP complaint"}, {0s, 10min, 30min, always}, Level::orange, Level::red},
    {"complaint", {"投诉", "complaint"}, {0s, 20min, 60min, working}, Level::yellow, Level::orange},
    {"prod", {"催促", "reminder"}, {0s, 10min, 30min, working}, Level::yellow, Level::orange},
    {"question", {"提问", "question"}, {0s, 60min, 120min, working}, Level::yellow, Level::yellow},
    {"howto", {"使用求助", "how-to question"}, {0s, 60min, 120min, working}, Level::yellow, Level::yellow},
    {"suggestion", {"建议", "suggestion"}, {0s, 4h, 8h, working}, Level::blue, Level::blue},
    {"praise", {"夸赞", "praise"}, {3min, 0s, 24h, working}, Level::blue, Level::blue},
    {"chitchat", {"闲聊", "small talk"}, {3min, 0s, 24h, working}, Level::blue, Level::blue},
}};

Row const& row_of(Class c) {
    return rows[static_cast<std::size_t>(c)];
}

struct Meaning {
    FanLabel label;
    Class kind;
};
/// The gravest label decides; the order is that of Class.
constexpr std::array meanings{
    Meaning{FanLabel::safety, Class::safety},
    Meaning{FanLabel::self_harm, Class::safety},
    Meaning{FanLabel::threat, Class::safety},
    Meaning{FanLabel::legal, Class::legal},
    Meaning{FanLabel::media, Class::media},
    Meaning{FanLabel::complaint, Class::complaint},
    Meaning{FanLabel::abuse, Class::complaint},
    Meaning{FanLabel::boycott, Class::complaint},
    Meaning{FanLabel::sarcasm, Class::complaint},
    Meaning{FanLabel::minor, Class::complaint},
    Meaning{FanLabel::discrimination, Class::complaint},
    Meaning{FanLabel::prod, Class::prod},
    Meaning{FanLabel::question, Class::question},
    Meaning{FanLabel::favour, Class::question},
    Meaning{FanLabel::suggestion, Class::suggestion},
    Meaning{FanLabel::praise, Class::praise},
};

constexpr std::int64_t many_followers = 100'000;

}  // namespace

std::string_view to_text(Class c) {
    return row_of(c).name;
}
std::string_view in_chinese(Class c) {
    return row_of(c).called.chinese;
}
std::string_view name_in(Class c, Language language) {
    return row_of(c).called.in(language);
}

std::optional<Class> parse_class(std::string_view text) {
    auto const found = std::ranges::find(rows, text, &Row::name);
    if (found == rows.end()) return std::nullopt;
    return static_cast<Class>(found - rows.begin());
}

Class classify(tone::FanVerdict const& verdict, std::int64_t followers, int verified_type) {
    auto const found = std::ranges::find_if(meanings, [&](Meaning const& m) { return verdict.has(m.label); });
    auto const kind = found == meanings.end() ? Class::chitchat : found->kind;
    bool const seen_by_many = followers > many_followers || verified_type == 0 || verified_type == 3;
    if (kind == Class::complaint && seen_by_many) return Class::vip_complaint;
    return kind;
}

Bands::Bands() {
    for (std::size_t c = 0; c < class_count; ++c)
        set(static_cast<Class>(c), rows[c].band);
}

void Bands::set(Class c, Band band) {
    for (std::size_t tier = 0; tier < tier_count; ++tier)
        set(c, static_cast<Tier>(tier), band);
    band.warn /= 2;
    band.ceiling /= 2;
    band.floor = std::min(band.floor, band.ceiling);
    set(c, Tier::diamond, band);
}

namespace {

/// One clock: what counts is the time outside pauses, and for the courtesy clock inside working time.
class Clock {
public:
    Clock(Band const& band, Calendar const& calendar, std::vector<Pause> const& pauses)
        : always_{band.clock == ClockKind::always}, calendar_{calendar}, pauses_{pauses} {}

    TimePoint after(TimePoint from, Span span) const {
        for (auto const& pause : pauses_) {
            if (pause.end <= from) continue;
            auto const stops = std::max(pause.begin, from);
            auto const due = add(from, span);
            if (due <= stops) return due;
            span -= between(from, stops);
            from = pause.end;
        }
        return add(from, span);
    }

private:
    TimePoint add(TimePoint from, Span span) const {
        return always_ ? from + span : calendar_.add(from, span);
    }
    Span between(TimePoint from, TimePoint to) const {
        return always_ ? to - from : calendar_.between(from, to);
    }

    bool always_;
    Calendar const& calendar_;
    std::vector<Pause> const& pauses_;
};

}  // namespace

Deadlines deadlines(Band const& band, Calendar const& calendar, TimePoint asked,
                    std::vector<Pause> const& pauses) {
    Clock const clock{band, calendar, pauses};
    Deadlines all;
    all.floor_at = asked + band.floor;
    all.due_at = clock.after(asked, band.ceiling);
    all.aged_at = clock.after(asked, band.ceiling + band.ceiling / 2);
    if (band.warn > Span{0}) all.warn_at = clock.after(asked, band.warn);
    return all;
}

bool is_risk(Class c) {
    return c <= Class::media;
}

Level level_when_near(Class c) {
    return row_of(c).near;
}
Level level_when_late(Class c) {
    return row_of(c).late;
}

}  // namespace rw::care
