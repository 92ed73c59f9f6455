// The webhook of the fan service: checks that a push is Weibo's, keeps what it tells, and only then says so
// (weibo-api 8). `GET|POST /weibo/push/{account}`, for anybody who can sign.
#pragma once

#include "app/office.hpp"
#include "core/meters.hpp"
#include "net/clock.hpp"
#include "net/loop.hpp"
#include "store/hints.hpp"
#include "store/ledger.hpp"
#include "web/router.hpp"
#include "weibo/push.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::app {

class PushDesk {
public:
    struct World {
        Office& office;
        store::Letterbox& letterbox;
        store::Hints& hints;
        store::Nonces& nonces;
        net::Loop& loop;
        net::Clock& clock;
        Meters& meters;
    };
    /// An account whose fan service pushes to us.
    struct Line {
        AccountId account;
        Uid uid;
    };
    struct Settings {
        Secret app_secret;
        std::vector<Line> lines;
    };
    explicit PushDesk(World world) : world_{world} {}

    void take_settings(Settings settings) { settings_ = std::move(settings); }
    void add_routes(web::Router& router);

    /// GET answers `echostr`; POST stores, then answers 200 with an empty body: no reply, no repetition.
    /// 403: signature, age, a nonce that came with something else, another receiver. 404: no such line.
    /// 400, 413: no push. 503, so that Weibo repeats: Redis is in trouble, or 4 seconds have passed (Weibo
    /// waits for 5); what is stored after that is known when it is repeated. Whether this daemon works for
    /// the account does not matter: no list brings a message again, so whoever is told of it keeps it.
    net::Task<net::Response> answer(web::Call call);

private:
    struct Pending;
    static net::Task<void> work(PushDesk& desk, std::shared_ptr<Pending> pending);
    net::Task<net::Response> verify(Line line, web::Call call);
    net::Task<net::Response> receive(Line line, web::Call call);
    net::Task<net::Response> keep(Line line, weibo::Push push);
    net::Task<Result<std::string>> keep_message(Line line, weibo::Push push);
    net::Task<Result<std::string>> keep_mention(Line line, weibo::PushedMention mention);

    std::string why_refused(web::Call const& call) const;
    net::Response refused(Line const& line, int status, std::string const& why);
    void count(Line const& line, std::string_view type, std::string_view result) const;

    World world_;
    Settings settings_;
    std::optional<Span> refusal_told_at_;  ///< steady
};

}  // namespace rw::app
