// The HTTP API of contract 3, as far as it exists: each route asks the office and says what it found.
#pragma once

#include "app/office.hpp"
#include "net/clock.hpp"
#include "web/router.hpp"

namespace rw::app {

class Api {
public:
    struct Health {
        std::function<std::vector<std::string>()> reasons;  ///< why we are not ready; none when we are
    };
    Api(Office& office, net::Clock& clock, Meters& meters, Health health);

    void add_routes(web::Router& router);

private:
    using Answer = net::Task<net::Response>;
    Answer ready(web::Call call);
    Answer metrics(web::Call call);
    Answer conversations(web::Call call);
    Answer conversation(web::Call call);
    Answer claim(web::Call call);
    Answer release(web::Call call);
    Answer close(web::Call call);
    Answer incidents(web::Call call);
    Answer incident(web::Call call);
    Answer answer(web::Call call, Desk::Answer how);
    Answer accounts(web::Call call);

    Answer act(Office::FoundConversation found, care::Event event);
    net::Response show(Seat const& seat, care::Conversation const& talk) const;
    Answer show(alert::Incident incident, Seat const& seat);

    Office& office_;
    net::Clock& clock_;
    Meters& meters_;
    Health health_;
};

}  // namespace rw::app
