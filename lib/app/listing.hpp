// Pages over several accounts: one order, one cursor, whatever comes and goes meanwhile.
#pragma once

#include "app/office.hpp"
#include "web/router.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rw::app {

template <class T>
struct Listed {
    Seat* seat = nullptr;
    T item;
    std::string cursor;
};
template <class T>
struct Listing {
    std::vector<Listed<T>> items;
    std::string next_cursor;  ///< empty: there is no more
};

struct Wanted {
    std::string account;  ///< empty: all
    std::string cursor;   ///< of the page before; empty: from the top
    std::size_t limit = 50;
    bool waiting = true;  ///< those that wait, by gravity
    bool settled = true;  ///< after them the settled ones, the latest first
};

/// `account`, `cursor` and `limit` (1 to 200) of a call, or what is wrong with them.
Result<Wanted> wanted_of(web::Call const& call);

/// `limit` from 1 to 200; `bad_input` for a cursor that is none of ours.
net::Task<Result<Listing<care::Conversation>>> list_conversations(
    Office& office, Wanted wanted, std::function<bool(Seat const&, care::Conversation const&)> fits);
net::Task<Result<Listing<alert::Incident>>> list_incidents(Office& office, Wanted wanted,
                                                           std::function<bool(alert::Incident const&)> fits);

}  // namespace rw::app
