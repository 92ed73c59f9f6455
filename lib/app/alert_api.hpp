// The API of alerts: silences, notes, what has been sent and what could not be, and the links by which
// incidents are acknowledged from a chat (contract 3).
#pragma once

#include "alert/delivery.hpp"
#include "app/office.hpp"
#include "app/shared.hpp"
#include "net/clock.hpp"
#include "web/router.hpp"

#include <functional>

namespace rw::app {

class AlertApi {
public:
    /// What of the daemon is not in the office.
    struct Reach {
        std::function<net::Task<Result<void>>(std::vector<alert::Notice>)> save;  ///< into the outbox
        std::function<net::Task<Result<alert::Taken>>(ChannelId)> try_channel;
    };
    AlertApi(Office& office, Shared& shared, net::Clock& clock, Reach reach)
        : office_{office}, shared_{shared}, clock_{clock}, reach_{std::move(reach)} {}

    void add_routes(web::Router& router);

private:
    using Answer = net::Task<net::Response>;
    Answer note(web::Call call);
    Answer silences(web::Call call);
    Answer add_silence(web::Call call);
    Answer expire_silence(web::Call call);
    Answer notifications(web::Call call);
    Answer retry(web::Call call);
    Answer try_channel(web::Call call);

    /// Shows who may press what, and changes nothing: previews and scanners of mail only look.
    Answer ack_page(web::Call call);
    Answer ack(web::Call call);

    Office& office_;
    Shared& shared_;
    net::Clock& clock_;
    Reach reach_;
};

/// The page behind an acknowledge link: `button` when there is still something to press.
struct AckPage {
    int status = 200;
    std::string headline;
    std::string text;
    bool button = false;
    Language language = Language::chinese;
};
net::Response render(AckPage const& page);

}  // namespace rw::app
