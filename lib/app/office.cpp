#include "app/office.hpp"

#include <algorithm>

namespace rw::app {
namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t looked_through = 500;

Failure no_such(std::string_view what, std::string const& id) {
    return {Fault::gone, "there is no " + std::string{what} + " " + id};
}

}  // namespace

bool Seat::sees_all() const {
    return std::ranges::none_of(sights,
                                [](auto const& list) { return list.second.covered && list.second.blind; });
}

Seat* Office::find(std::string_view account) {
    auto const found =
        std::ranges::find_if(seats_, [&](auto const& seat) { return seat->account.text() == account; });
    return found == seats_.end() ? nullptr : found->get();
}

std::vector<store::Tenure> Office::tenures() const {
    std::vector<store::Tenure> sure;
    for (auto const& seat : seats_) {
        if (auto tenure = seat->lease.tenure()) sure.push_back(*std::move(tenure));
    }
    return sure;
}

net::Task<Result<Office::FoundConversation>> Office::conversation(std::string id) {
    FoundConversation found;
    for (auto const& seat : seats_) {
        std::vector<ConversationId> const ids{1, ConversationId{id}};
        auto loaded = co_await ledger_.conversations(seat->account, ids);
        if (!loaded) co_return loaded.error();
        if (loaded->front().version == 0) continue;
        found.seat = seat.get();
        found.conversation = std::move(loaded->front().value);
        co_return found;
    }
    if (id.size() < shortest_prefix) co_return no_such("conversation", id);
    int fitting = 0;
    for (auto const& seat : seats_) {
        store::Shelf shelf;
        shelf.limit = looked_through;
        auto slice = co_await views_.conversations_on(seat->account, shelf);
        if (!slice) co_return slice.error();
        for (auto& talk : slice->items) {
            if (!talk.id.text().starts_with(id)) continue;
            ++fitting;
            found.seat = seat.get();
            found.conversation = std::move(talk);
        }
    }
    if (fitting == 1) co_return found;
    co_return no_such(fitting == 0 ? "conversation" : "single conversation that begins with", id);
}

net::Task<Result<Office::FoundIncident>> Office::incident(std::string id) {
    FoundIncident found;
    for (auto const& seat : seats_) {
        std::vector<IncidentId> const ids{1, IncidentId{id}};
        auto loaded = co_await ledger_.incidents(seat->account, ids);
        if (!loaded) co_return loaded.error();
        if (loaded->front().version == 0) continue;
        found.seat = seat.get();
        found.incident = std::move(loaded->front().value);
        co_return found;
    }
    co_return no_such("incident", id);
}

}  // namespace rw::app
