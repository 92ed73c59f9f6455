#include "app/archive.hpp"

#include "care/chronicle.hpp"

#include <algorithm>

namespace rw::app {
namespace {

constexpr std::size_t a_page = 200;

bool is_older(care::Conversation const& talk, TimePoint since) {
    return std::ranges::all_of(talk.events, [&](care::Event const& event) { return event.at < since; });
}

}  // namespace

net::Task<Result<care::History>> gather(store::Views& views, Rules const& rules, TimePoint since,
                                        TimePoint now) {
    care::History history;
    for (auto const which : {store::Shelf::Which::waiting, store::Shelf::Which::settled}) {
        store::Shelf shelf;
        shelf.which = which;
        shelf.limit = a_page;
        for (;;) {
            auto const slice = co_await views.conversations_on(rules.brand.account, shelf);
            if (!slice) co_return slice.error();
            for (auto const& talk : slice->items)
                care::chronicle(talk, rules.policy, rules.executives, now, history);
            // The latest touched come first: a whole page of old ones is followed by older ones only.
            bool const past =
                which == store::Shelf::Which::settled &&
                std::ranges::all_of(slice->items, [&](auto const& talk) { return is_older(talk, since); });
            if (slice->items.size() < shelf.limit || past) break;
            shelf.after = slice->cursors.back();
        }
    }
    co_return history;
}

}  // namespace rw::app
