#include "alerts.hpp"

#include "alert/matcher.hpp"
#include "answers.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "net/http.hpp"
#include "net/loop.hpp"
#include "table.hpp"
#include "until.hpp"

#include <algorithm>
#include <iostream>

namespace rw::cli {
namespace {

int refuse(std::string const& why) {
    std::cerr << "replywatch: " << why << "\n";
    return impossible;
}

std::string conditions_of(Value const& silence) {
    std::string all;
    for (auto const& one : silence["matchers"].GetArray())
        all +=
            (all.empty() ? "" : " ") + text(one, "name") + text(one, "op") + "\"" + text(one, "value") + "\"";
    return all;
}

std::string clock_of(Value const& object, char const* name, TimePoint now) {
    auto const when = from_rfc3339(text(object, name));
    return when ? clock_words(*when, now) : std::string{};
}

/// The body of a silence, or what is wrong with it.
Result<std::string> silence_body(SilenceOptions const& silence, TimePoint now) {
    Json body;
    body.object().key("matchers").array();
    for (auto const& condition : silence.conditions) {
        auto const matcher = alert::parse_matcher(condition);
        if (!matcher) return matcher.error();
        body.object().field("name", matcher->name).field("op", to_text(matcher->op));
        body.field("value", matcher->value).end_object();
    }
    auto const from = silence.from.empty() ? Result<TimePoint>{now} : until_of(silence.from, now);
    if (!from) return from.error();
    auto const until = until_of(silence.until, now);
    if (!until) return until.error();
    body.end_array().field("starts_at", *from).field("ends_at", *until);
    body.field("comment", silence.comment).end_object();
    return body.text();
}

int changed(Options const& options, std::string const& what, std::string const& body,
            std::string const& words) {
    auto const path = "/api/v1/incidents/" + net::percent_encode(options.id) + "/" + what;
    auto const answer = asked(options, "POST", path, body);
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : words + " " + options.id) << "\n";
    return good;
}

}  // namespace

int add_silence(Options const& options, SilenceOptions const& silence) {
    auto const now = net::make_real_clock()->now();
    auto const body = silence_body(silence, now);
    if (!body) return refuse(body.error().doing);
    auto const path = std::string{"/api/v1/silences"} + (silence.preview ? "?preview=true" : "");
    auto const answer = asked(options, "POST", path, *body);
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
    } else if (silence.preview) {
        auto const& covered = answer->document["incidents"];
        std::cout << "现在会压住 " << covered.Size() << " 条提醒\n";
        for (auto const& id : covered.GetArray())
            std::cout << "  " << id.GetString() << "\n";
    } else {
        std::cout << "已静默 " << text(answer->document, "id") << "，到 "
                  << clock_of(answer->document, "ends_at", now) << "\n";
    }
    return good;
}

int list_silences(Options const& options, SilenceOptions const& silence) {
    auto const answer = asked(options, "GET", "/api/v1/silences");
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    auto const now = net::make_real_clock()->now();
    Table table{{"编号", "状态", "从", "到", "谁", "条件", "原因"}};
    for (auto const& one : items(*answer).GetArray()) {
        if (text(one, "state") == "expired" && !silence.all) continue;
        table.add({text(one, "id"), text(one, "state"), clock_of(one, "starts_at", now),
                   clock_of(one, "ends_at", now), text(one, "author"), conditions_of(one),
                   text(one, "comment")});
    }
    if (table.empty()) {
        std::cout << "没有静默\n";
    } else {
        table.print(std::cout, terminal_width());
    }
    return good;
}

int expire_silence(Options const& options) {
    auto const answer = asked(options, "DELETE", "/api/v1/silences/" + net::percent_encode(options.id));
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : "已结束静默 " + options.id) << "\n";
    return good;
}

int test_channel(Options const& options) {
    auto const path = "/api/v1/channels/" + net::percent_encode(options.id) + "/test";
    auto const answer = asked(options, "POST", path, "{}");
    if (!answer) return impossible;
    bool const delivered = text(answer->document, "delivered") == "yes";
    if (options.json) {
        std::cout << answer->body << "\n";
    } else {
        std::cout << options.id << (delivered ? "：已送达（" : "：没有送达（")
                  << text(answer->document, "how") << "，" << text(answer->document, "detail") << "，"
                  << number(answer->document, "took_ms") << " ms）\n";
    }
    return delivered ? good : attention;
}

int list_notifications(Options const& options) {
    auto const path = "/api/v1/notifications" + query({{"state", options.state},
                                                       {"account", options.account},
                                                       {"limit", std::to_string(options.limit)}});
    auto const answer = asked(options, "GET", path);
    if (!answer) return impossible;
    auto const& all = items(*answer);
    bool const given_up =
        std::ranges::any_of(all.GetArray(), [](Value const& one) { return text(one, "state") == "dead"; });
    if (options.json) {
        std::cout << answer->body << "\n";
        return given_up ? attention : good;
    }
    auto const now = net::make_real_clock()->now();
    Table table{{"编号", "状态", "渠道", "事件", "提醒", "时间", "次数", "平台答复"}};
    for (auto const& one : all.GetArray()) {
        auto const& attempts = one["attempts"];
        auto const last = attempts.Empty() ? std::string{} : text(attempts[attempts.Size() - 1], "outcome");
        table.add({text(one, "id"), text(one, "state"), text(one, "channel"), text(one, "event"),
                   text(one, "incident"), clock_of(one, "made_at", now), std::to_string(attempts.Size()),
                   last});
    }
    if (table.empty()) {
        std::cout << "没有通知\n";
    } else {
        table.print(std::cout, terminal_width());
    }
    return given_up ? attention : good;
}

int retry_notification(Options const& options) {
    auto const path = "/api/v1/notifications/" + net::percent_encode(options.id) + "/retry";
    auto const answer = asked(options, "POST", path, "{}");
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : "会再发一次 " + options.id) << "\n";
    return good;
}

int unacknowledge(Options const& options) {
    return changed(options, "unack", "{}", "不再算已确认");
}

int resolve(Options const& options) {
    return changed(options, "resolve", "{}", "已结束");
}

int note(Options const& options) {
    Json body;
    body.object().field("text", options.reason).end_object();
    return changed(options, "note", body.text(), "已记下");
}

}  // namespace rw::cli
