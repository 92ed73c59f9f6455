// What the dashboard asks besides the lists: who I am, how things stand, what happens, and what was promised,
// planned, and heard from many.
#pragma once

#include "app/feed.hpp"
#include "app/office.hpp"
#include "net/loop.hpp"
#include "store/trail.hpp"
#include "web/router.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rw::app {

class PageApi {
public:
    /// What of the configuration a page shows.
    struct Facts {
        std::string version;
        std::string instance;
        std::string language;
        std::string timezone;
        std::int64_t calls_a_day = 0;  ///< that a token may make; 0: unknown
    };
    struct World {
        Office& office;
        store::Ledger& ledger;
        store::Trail& trail;
        Feed& feed;
        web::Router& router;  ///< whose gate knows the users
        net::Loop& loop;
        net::Clock& clock;
        std::function<Facts()> facts;
    };
    explicit PageApi(World world) : world_{std::move(world)} {}

    void add_routes(web::Router& router);
    /// Keeps what people do (`Router::Witness`), and says it in the log.
    net::Task<void> witness(web::Deed deed);

private:
    using Answer = net::Task<net::Response>;
    Answer sign_in(web::Call call);
    Answer session(web::Call call);
    Answer sign_out(web::Call call);
    Answer overview(web::Call call);
    Answer events(web::Call call);
    Answer clusters(web::Call call);
    Answer promises(web::Call call);
    Answer schedules(web::Call call);
    Answer hours(web::Call call);
    Answer audit_log(web::Call call);

    std::string who_is(web::User const& user) const;
    /// Those that `account=` names; all without it.
    std::vector<Seat*> seats_of(web::Call const& call);

    World world_;
};

}  // namespace rw::app
