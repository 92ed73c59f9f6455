#include "app/shared.hpp"

#include "core/hash.hpp"

#include <algorithm>

namespace rw::app {
namespace {

constexpr auto silences_drawer = "silences";
constexpr auto keys_drawer = "ack-keys";
constexpr int most_conflicts = 8;
constexpr Span remembered = 5 * 24h;  // a silence that has ended

/// Eight characters that follow from all it says.
std::string silence_id(alert::Silence const& silence) {
    constexpr std::size_t unused = 5;
    auto text = silence.author + "\n" + silence.comment;
    for (auto const& matcher : silence.matchers)
        text += "\n" + to_text(matcher);
    for (auto const when : {silence.created_at, silence.starts_at, silence.ends_at})
        text += "\n" + to_rfc3339(when);
    return base32(fnv1a(text)).substr(unused);
}

}  // namespace

net::Task<Result<void>> Shared::refresh() {
    auto const keys = co_await refresh_keys();
    if (!keys) co_return keys;
    auto const read = co_await cabinet_.open(silences_drawer);
    if (!read) co_return read.error();
    silences_ = alert::unpack_silences(read->value);
    auto const done = co_await hand_out();
    co_return done;
}

net::Task<Result<void>> Shared::refresh_keys() {
    auto read = co_await cabinet_.open(keys_drawer);
    if (!read) co_return read.error();
    auto keys = net::SigningKeys::unpack(read->value);
    if (keys.rotate(clock_.now())) {
        auto const before = read->version;
        store::Versioned<std::string> fresh{keys.pack(), before};
        auto const kept = co_await cabinet_.put(keys_drawer, std::move(fresh));
        if (!kept) co_return kept;  // somebody was faster: the next look finds his
    }
    keys_ = std::move(keys);
    co_return Result<void>{};
}

net::Task<Result<void>> Shared::hand_out() {
    for (auto const& seat : office_.seats()) {
        auto const tenure = seat->lease.tenure();
        if (!tenure) continue;
        auto const taken = co_await seat->desk.take_silences(*tenure, silences_);
        if (!taken) co_return taken;
    }
    co_return Result<void>{};
}

net::Task<Result<alert::Silence>> Shared::change(Change change) {
    for (int tries = 1;; ++tries) {
        auto read = co_await cabinet_.open(silences_drawer);
        if (!read) co_return read.error();
        auto all = alert::unpack_silences(read->value);
        auto const now = clock_.now();
        std::erase_if(all, [&](alert::Silence const& one) { return one.ends_at + remembered < now; });
        auto changed = change(all);
        if (!changed) co_return changed;
        auto const before = read->version;
        store::Versioned<std::string> text{alert::pack(all), before};
        auto const kept = co_await cabinet_.put(silences_drawer, std::move(text));
        if (kept) {
            silences_ = std::move(all);
            auto const done = co_await hand_out();
            if (!done) co_return done.error();
            co_return changed;
        }
        if (kept.error().kind != Fault::conflict || tries == most_conflicts) co_return kept.error();
    }
}

net::Task<Result<alert::Silence>> Shared::add(alert::Silence silence) {
    silence.created_at = clock_.now();
    Change const put = [silence](std::vector<alert::Silence>& all) -> Result<alert::Silence> {
        auto one = silence;
        one.id = silence_id(silence);
        auto const twin = std::ranges::find(all, one.id, &alert::Silence::id);
        if (twin == all.end()) all.push_back(one);  // else an answer was lost, and it is there
        return one;
    };
    auto done = co_await change(put);
    co_return done;
}

net::Task<Result<alert::Silence>> Shared::expire(std::string id) {
    auto const now = clock_.now();
    Change const end = [id, now](std::vector<alert::Silence>& all) -> Result<alert::Silence> {
        auto const found = std::ranges::find(all, id, &alert::Silence::id);
        if (found == all.end()) return Failure{Fault::gone, "there is no silence " + id};
        if (found->ends_at <= now) return *found;
        found->ends_at = now;
        found->starts_at = std::min(found->starts_at, now);
        return *found;
    };
    auto done = co_await change(end);
    co_return done;
}

}  // namespace rw::app
