#include "weibo/paging.hpp"

#include "weibo/permalink.hpp"

#include <algorithm>
#include <charconv>

namespace rw::weibo {
namespace {

constexpr std::string_view form = "v1 ";
constexpr unsigned random_bits = 22;
constexpr Span clocks_differ = 5min;  // the platform's and ours, at most

std::optional<WeiboId> take_id(std::string_view& text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return WeiboId{value};
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

WeiboId below(WeiboId id) {
    return WeiboId{id.value() - 1};
}

/// Where the list goes on. All items of a page may have been filtered out; then only the cursor tells.
WeiboId rest_of(PageFacts const& facts) {
    return facts.smallest.none() ? WeiboId{facts.next_cursor} : below(facts.smallest);
}

/// The id `span` of id time before `id`.
WeiboId earlier(WeiboId id, Span span) {
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(span).count();
    return WeiboId{std::max<std::int64_t>(id.value() - (seconds << random_bits), 0)};
}

}  // namespace

std::string ListPosition::pack() const {
    auto out = std::string{form} + watermark.text();
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        out += (i == 0 ? " " : ",") + gaps[i].low.text() + "-" + gaps[i].high.text();
    }
    return out;
}

std::optional<ListPosition> ListPosition::unpack(std::string_view packed) {
    ListPosition position;
    if (packed.empty()) return position;
    if (!packed.starts_with(form)) return std::nullopt;
    packed.remove_prefix(form.size());
    auto const watermark = take_id(packed);
    if (!watermark) return std::nullopt;
    position.watermark = *watermark;
    for (bool first = true; !packed.empty(); first = false) {
        if (!take(packed, first ? ' ' : ',')) return std::nullopt;
        auto const low = take_id(packed);
        if (!low || !take(packed, '-')) return std::nullopt;
        auto const high = take_id(packed);
        if (!high) return std::nullopt;
        position.gaps.push_back({*low, *high});
    }
    return position;
}

Reading::Reading(ListPosition position, Settings settings, TimePoint now, std::optional<TimePoint> completed)
    : position_{std::move(position)},
      settings_{settings},
      newest_possible_{first_id_at(now + clocks_differ)},
      began_{now},
      pages_left_{settings.pages} {
    auto const known = position_.watermark;
    if (known.none()) {
        since_ = first_id_at(now - settings_.cold_start);
        return;
    }
    since_ = earlier(known, settings_.overlap);
    // What was older than the overlap when a complete reading began could be seen by it: no need to read it
    // again. Never beyond the watermark, whatever our clock says.
    if (completed) since_ = std::max(since_, std::min(first_id_at(*completed - settings_.overlap), known));
}

std::optional<PageQuery> Reading::next() const {
    if (pages_left_ <= 0) return std::nullopt;
    if (!head_read_) return PageQuery{since_, {}, settings_.count};
    if (position_.gaps.empty()) return std::nullopt;
    auto const& oldest = position_.gaps.front();
    return PageQuery{oldest.low, oldest.high, settings_.many};
}

/// Short pages are no end: items are filtered out after the page was cut (weibo-api 4.1). Nor is a page that
/// meets the watermark: ids of one second stand in no order, and items become visible late, so the overlap is
/// read through.
bool Reading::ends(PageFacts const& facts, PageQuery const& query) const {
    if (facts.smallest.none()) return facts.next_cursor <= query.since.value();
    if (below(facts.smallest) <= query.since) return true;
    if (facts.next_cursor != 0) return facts.next_cursor <= query.since.value();
    // A server may cut a large page down to its own most, so only less than a usual page is short.
    return facts.received < static_cast<std::size_t>(std::min(query.count, settings_.count));
}

/// Keeps the gaps apart and in order: those that overlap or touch become one.
void Reading::add_gap(Gap gap) {
    auto& gaps = position_.gaps;
    std::erase_if(gaps, [&](Gap const& other) {
        bool const apart = other.high < gap.low || gap.high < other.low;
        if (!apart) gap = {std::min(gap.low, other.low), std::max(gap.high, other.high)};
        return !apart;
    });
    gaps.insert(std::ranges::upper_bound(gaps, gap.low, {}, &Gap::low), gap);
}

/// The largest id of a page that can have been given out. When its largest cannot, the ones between are not
/// known, and its smallest is the largest that is sure. An instant of our clock would not do in its place:
/// it may lie beyond the ids that exist, by more than the overlap takes back.
WeiboId Reading::newest_of(PageFacts const& facts) const {
    if (facts.largest <= newest_possible_) return facts.largest;
    return facts.smallest <= newest_possible_ ? facts.smallest : WeiboId{};
}

void Reading::took(PageFacts const& facts) {
    auto const query = next();
    if (!query) return;
    --pages_left_;
    bool const end = ends(facts, *query);
    // A page that does not go on below what was asked for (max_id was ignored, or the cursor points up) would
    // be asked for again and again; the gap stays for the next reading.
    bool const shrinks = query->max.none() || rest_of(facts) < query->max;
    if (!end && !shrinks) pages_left_ = 0;
    auto& gaps = position_.gaps;
    if (!head_read_) {
        head_read_ = true;
        position_.watermark = std::max(position_.watermark, newest_of(facts));
        if (position_.watermark.none()) position_.watermark = since_;
        if (!end) add_gap({since_, rest_of(facts)});
        return;
    }
    if (end) {
        gaps.erase(gaps.begin());
    } else {
        gaps.front().high = std::min(gaps.front().high, rest_of(facts));
        if (gaps.front().high <= gaps.front().low) gaps.erase(gaps.begin());
    }
}

}  // namespace rw::weibo
