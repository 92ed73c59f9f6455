#include "app/listing.hpp"

#include <algorithm>
#include <charconv>

namespace rw::app {
namespace {

constexpr std::size_t looked_through =
    4000;  // a filter that fits nothing ends here, with a cursor to go on from
constexpr std::size_t largest_read = 200;

using Which = store::Shelf::Which;

/// A cursor is the shelf's letter and the shelf's own cursor, `SCORE:ID`; it holds for every account at once.
struct Position {
    Which which = Which::waiting;
    std::string after;
};

Result<Position> position_of(Wanted const& wanted) {
    if (wanted.cursor.empty()) return Position{wanted.waiting ? Which::waiting : Which::settled, {}};
    bool const known = wanted.cursor.size() > 2 && (wanted.cursor[0] == 'w' || wanted.cursor[0] == 's') &&
                       wanted.cursor.find(':') != std::string::npos;
    if (!known) return Failure{Fault::bad_input, "this cursor is none that was given out"};
    return Position{wanted.cursor[0] == 'w' ? Which::waiting : Which::settled, wanted.cursor.substr(1)};
}

/// Orders by score and then by id, as the shelves of each account do.
struct Key {
    double score = 0;
    std::string_view id;
};
Key key_of(std::string_view cursor) {
    Key key;
    auto const colon = cursor.find(':');
    std::from_chars(cursor.data(), cursor.data() + colon, key.score);
    key.id = cursor.substr(colon + 1);
    return key;
}
bool before(Which which, std::string_view a, std::string_view b) {
    auto const left = key_of(a);
    auto const right = key_of(b);
    if (left.score != right.score) return (left.score < right.score) == (which == Which::waiting);
    return (left.id < right.id) == (which == Which::waiting);
}

template <class T>
using Fetch = std::function<net::Task<Result<store::Slice<T>>>(AccountId, store::Shelf)>;

/// The next items of all accounts in their common order, at most `count` of them.
template <class T>
net::Task<Result<std::vector<Listed<T>>>> merged(Office& office, Wanted wanted, Position position,
                                                 std::size_t count, Fetch<T> fetch) {
    std::vector<Listed<T>> all;
    for (auto const& seat : office.seats()) {
        if (!wanted.account.empty() && seat->account.text() != wanted.account) continue;
        store::Shelf shelf;
        shelf.which = position.which;
        shelf.after = position.after;
        shelf.limit = count;
        auto slice = co_await fetch(seat->account, std::move(shelf));
        if (!slice) co_return slice.error();
        for (std::size_t i = 0; i < slice->items.size(); ++i) {
            all.push_back({seat.get(), std::move(slice->items[i]), std::move(slice->cursors[i])});
        }
    }
    std::ranges::sort(
        all, [&](auto const& a, auto const& b) { return before(position.which, a.cursor, b.cursor); });
    if (all.size() > count) all.resize(count);
    co_return all;
}

std::string cursor_text(Position const& position) {
    return (position.which == Which::waiting ? "w" : "s") + position.after;
}

template <class T>
net::Task<Result<Listing<T>>> list(Office& office, Wanted wanted, Fetch<T> fetch,
                                   std::function<bool(Seat const&, T const&)> fits) {
    auto begin = position_of(wanted);
    if (!begin) co_return begin.error();
    auto position = *std::move(begin);
    Listing<T> listing;
    auto count = wanted.limit;  // where nothing is filtered out the first read is the page
    for (std::size_t looked = 0;;) {
        auto some = co_await merged<T>(office, wanted, position, count, fetch);
        if (!some) co_return some.error();
        for (auto& one : *some) {
            position.after = one.cursor;
            ++looked;
            if (!fits(*one.seat, one.item)) continue;
            listing.items.push_back(std::move(one));
            if (listing.items.size() < wanted.limit) continue;
            listing.next_cursor = cursor_text(position);
            co_return listing;
        }
        bool const shelf_ended = some->size() < count;
        count = largest_read;
        if (!shelf_ended && looked < looked_through) continue;
        if (!shelf_ended) {
            listing.next_cursor = cursor_text(position);
            co_return listing;
        }
        if (position.which == Which::settled || !wanted.settled) co_return listing;
        position.which = Which::settled;
        position.after.clear();
    }
}

}  // namespace

Result<Wanted> wanted_of(web::Call const& call) {
    Wanted wanted;
    wanted.account = call.query_value("account").value_or("");
    wanted.cursor = call.query_value("cursor").value_or("");
    auto const limit = call.query_value("limit");
    if (!limit) return wanted;
    auto const [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), wanted.limit);
    bool const good = error == std::errc{} && end == limit->data() + limit->size() && wanted.limit >= 1 &&
                      wanted.limit <= 200;
    if (!good) return Failure{Fault::bad_input, "limit must be a number from 1 to 200"};
    return wanted;
}

net::Task<Result<Listing<care::Conversation>>> list_conversations(
    Office& office, Wanted wanted, std::function<bool(Seat const&, care::Conversation const&)> fits) {
    Fetch<care::Conversation> const fetch = [&office](AccountId account, store::Shelf shelf) {
        return office.views().conversations_on(std::move(account), std::move(shelf));
    };
    auto listing = co_await list<care::Conversation>(office, std::move(wanted), fetch, std::move(fits));
    co_return listing;
}

net::Task<Result<Listing<alert::Incident>>> list_incidents(Office& office, Wanted wanted,
                                                           std::function<bool(alert::Incident const&)> fits) {
    Fetch<alert::Incident> const fetch = [&office](AccountId account, store::Shelf shelf) {
        return office.views().incidents_on(std::move(account), std::move(shelf));
    };
    std::function<bool(Seat const&, alert::Incident const&)> const fits_seat =
        [fits](Seat const&, alert::Incident const& incident) { return fits(incident); };
    auto listing = co_await list<alert::Incident>(office, std::move(wanted), fetch, fits_seat);
    co_return listing;
}

}  // namespace rw::app
