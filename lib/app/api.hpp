// The HTTP API of contract 3, as far as it exists: each route asks the office and says what it found.
#pragma once

#include "app/office.hpp"
#include "net/clock.hpp"
#include "net/loop.hpp"
#include "web/router.hpp"

namespace rw::app {

class Api {
public:
    /// What of the daemon is not in the office.
    struct Reach {
        std::function<std::vector<std::string>()> not_ready;          ///< why; nothing when we are
        std::function<Result<void>(Seat&, std::string const&)> poll;  ///< reads a list now
        std::function<void(Seat&, WeiboId)> read_post;                ///< reads what stands under a post now
    };
    Api(Office& office, net::Loop& loop, net::Clock& clock, Meters& meters, Reach reach);

    void add_routes(web::Router& router);
    /// Brings the figures up to date that only Redis knows.
    net::Task<void> count();

private:
    using Answer = net::Task<net::Response>;
    Answer ready(web::Call call);
    Answer metrics(web::Call call);
    Answer conversations(web::Call call);
    Answer conversation(web::Call call);
    Answer incidents(web::Call call);
    Answer incident(web::Call call);
    Answer answer(web::Call call, Desk::Answer how);
    Answer accounts(web::Call call);
    Answer poll(web::Call call);
    Answer refresh(web::Call call);
    Answer export_recording(web::Call call);
    Answer tone(web::Call call);
    Answer replies(web::Call call);
    Answer cases(web::Call call);

    void add_report_routes(web::Router& router);
    Result<Seat*> account_of(web::Call const& call);
    Answer daily(web::Call call);
    Answer weekly(web::Call call);
    Answer audit(web::Call call);
    Answer team(web::Call call);

    /// What people do with a conversation; `what` is one of the kinds of api_people.cpp.
    struct Handling;
    void add_people_routes(web::Router& router);
    Answer handle(web::Call call, Handling const* what);
    net::Response show(Seat const& seat, care::Conversation const& talk) const;
    Answer show(alert::Incident incident, Seat const& seat);

    Office& office_;
    net::Loop& loop_;  ///< sums over months are done beside it
    net::Clock& clock_;
    Meters& meters_;
    Reach reach_;
};

/// How trouble inside looks outside (contract 6).
net::Response problem_of(Failure const& failure);
/// Somebody else holds the account, or nobody yet.
net::Response held_elsewhere();

}  // namespace rw::app
