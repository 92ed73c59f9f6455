#include "notify/bundle.hpp"

#include <algorithm>

namespace rw::notify {
namespace {

using alert::IncidentState;
using alert::News;

constexpr std::size_t most_together = 200;

void sort_by_gravity(Items& items) {
    std::ranges::stable_sort(items, [](Outbox::Item const& a, Outbox::Item const& b) {
        if (a.notice.level != b.notice.level) return a.notice.level > b.notice.level;
        return a.notice.made_at < b.notice.made_at;
    });
}

/// What was sent once already is not mixed with others: it must arrive under the same id.
bool travels_alone(alert::Notice const& notice) {
    return notice.group.empty() || notice.possibly_repeated;
}

bool belong_together(alert::Notice const& a, alert::Notice const& b) {
    return !travels_alone(a) && !travels_alone(b) && a.group == b.group && a.news == b.news;
}

}  // namespace

bool is_overtaken(Outbox::Item const& item) {
    auto const state = item.incident.state;
    switch (item.notice.news) {
        case News::opened:
        case News::updated: return state == IncidentState::resolved;
        case News::escalated:
        case News::repeated: return state != IncidentState::open;
        case News::resolved: return !item.incident.announced;
        case News::acknowledged:
        case News::digest: return false;
    }
    return false;
}

Items ripe(Items items, TimePoint now) {
    auto const is_due = [&](Outbox::Item const& item) {
        return item.notice.due <= now || item.notice.state == alert::NoticeState::sending;
    };
    Items due;
    for (auto const& item : items) {
        if (is_due(item)) due.push_back(item);
    }
    auto const due_count = due.size();
    for (auto& item : items) {
        if (is_due(item) || item.notice.state != alert::NoticeState::pending) continue;
        auto const end = due.begin() + static_cast<std::ptrdiff_t>(due_count);
        bool const group_goes = std::any_of(due.begin(), end, [&](Outbox::Item const& other) {
            return other.notice.channel == item.notice.channel && belong_together(other.notice, item.notice);
        });
        if (group_goes) due.push_back(std::move(item));
    }
    return due;
}

std::optional<alert::Notice> settled(Outbox::Item const& item, Channel const* channel, TimePoint now) {
    auto notice = item.notice;
    bool const of_no_interest = notice.news == News::acknowledged && channel != nullptr &&
                                channel->reader() == Channel::Reader::people;
    if (is_overtaken(item) || of_no_interest) {
        notice.state = alert::NoticeState::dropped;
    } else if (channel == nullptr) {
        notice.state = alert::NoticeState::dead;
        notice.attempts.push_back({now, "no channel of this name is configured", Span{0}});
    } else if (notice.state == alert::NoticeState::sending) {
        notice = alert::after_unknown(channel->persistence(), std::move(notice), now);
    } else {
        return std::nullopt;
    }
    return notice;
}

std::vector<Bundle> singles(Items items) {
    sort_by_gravity(items);
    std::vector<Bundle> all;
    for (auto& item : items) {
        auto& bundle = all.emplace_back();
        bundle.items.push_back(std::move(item));
    }
    return all;
}

std::vector<Bundle> bundles(Items items, int free, bool was_stopped) {
    sort_by_gravity(items);
    std::vector<Bundle> all;
    for (auto& item : items) {
        auto const found = std::ranges::find_if(all, [&](Bundle const& bundle) {
            return bundle.items.size() < most_together &&
                   belong_together(bundle.items.front().notice, item.notice);
        });
        if (found == all.end()) {
            all.push_back({{std::move(item)}, false});
        } else {
            found->items.push_back(std::move(item));
        }
    }
    bool const too_many = all.size() > static_cast<std::size_t>(std::max(free, 0));
    if (all.size() < 2 || !(too_many || was_stopped)) return all;
    Bundle digest{{}, true};
    for (auto& bundle : all) {
        for (auto& item : bundle.items)
            digest.items.push_back(std::move(item));
    }
    if (digest.items.size() > most_together) digest.items.resize(most_together);
    return {std::move(digest)};
}

}  // namespace rw::notify
