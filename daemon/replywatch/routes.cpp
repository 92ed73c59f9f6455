#include "routes.hpp"

#include "alert/escalate.hpp"
#include "answers.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "net/loop.hpp"

#include <algorithm>
#include <iostream>

namespace rw::cli {
namespace {

constexpr int most_steps = 200;

/// One moment at which somebody is told.
struct Telling {
    TimePoint at{};
    std::string event;
    std::vector<alert::Notice> notices;
};
struct Course {
    std::string held;  ///< why nobody is told at first
    std::vector<std::string> escalations;
    std::vector<Telling> tellings;
};

Result<TimePoint> instant_of(std::string const& text, Zone const& zone) {
    if (text.empty()) return net::make_real_clock()->now();
    if (auto const when = from_rfc3339(text)) return *when;
    auto local = text.size() == 16 ? text + ":00Z" : text;
    if (local.size() > 10) local[10] = 'T';
    if (auto const when = from_rfc3339(local)) return zone.instant_of(LocalTime{when->time_since_epoch()});
    return Failure{Fault::bad_input, "`" + text +
                                         "` is no time, expected such as 2026-12-01T03:00:00Z or "
                                         "\"2026-12-01 03:00\" by the daemon's clock"};
}

Result<alert::Trouble> trouble_of(RouteOptions const& options, config::Config const& config) {
    auto const kind = alert::parse_incident_kind(options.kind);
    auto const level = care::parse_level(options.level);
    if (!kind) return Failure{Fault::bad_input, "there is no kind of incident `" + options.kind + "`"};
    if (!level) return Failure{Fault::bad_input, "there is no level `" + options.level + "`"};
    alert::Trouble trouble;
    trouble.account = AccountId{options.account};
    if (options.account.empty() && !config.accounts.empty()) trouble.account = config.accounts.front().name;
    bool const known =
        std::ranges::find(config.accounts, trouble.account, &config::Account::name) != config.accounts.end();
    if (!known)
        return Failure{Fault::bad_input, "there is no [[account]] named `" + trouble.account.text() + "`"};
    trouble.key = "routes/test";
    trouble.kind = *kind;
    trouble.level = *level;
    trouble.class_name = options.class_name;
    trouble.tier = options.tier;
    trouble.labels = options.labels;
    return trouble;
}

/// What happens when nobody ever answers.
Course course_of(alert::Policy const& policy, alert::Trouble const& trouble, TimePoint at) {
    Course course;
    auto outcome = alert::open(policy, trouble, at);
    for (auto const* route : alert::routes_that_match(policy, outcome.incident))
        course.escalations.push_back(route->escalation);
    course.held = outcome.incident.held;
    for (int i = 0; i < most_steps; ++i) {
        if (!outcome.notices.empty()) {
            auto const& first = outcome.notices.front();
            course.tellings.push_back(
                {std::max(at, first.due), std::string{to_text(first.news)}, outcome.notices});
        }
        if (!outcome.incident.next_step_at) break;
        at = *outcome.incident.next_step_at;
        outcome = alert::step(policy, std::move(outcome.incident), at);
    }
    return course;
}

std::string type_of(config::Config const& config, ChannelId const& channel) {
    auto const found = std::ranges::find(config.channels, channel, &config::Channel::name);
    return found == config.channels.end() ? "" : found->type;
}

void print_json(config::Config const& config, Course const& course, TimePoint at) {
    Json out;
    out.object().field("at", at).key("held");
    course.held.empty() ? out.null() : out.value(std::string_view{course.held});
    out.key("escalations").array();
    for (auto const& name : course.escalations)
        out.value(std::string_view{name});
    out.end_array().key("steps").array();
    for (auto const& telling : course.tellings) {
        out.object().field("at", telling.at).field("after_s", (telling.at - at).count() / 1000);
        out.field("event", telling.event).key("recipients").array();
        for (auto const& notice : telling.notices) {
            out.object().field("channel", notice.channel).field("type", type_of(config, notice.channel));
            out.key("people").array();
            for (auto const& name : notice.mention)
                out.value(std::string_view{name});
            out.end_array().end_object();
        }
        out.end_array().end_object();
    }
    out.end_array().end_object();
    std::cout << out.text() << "\n";
}

void print_words(config::Config const& config, Course const& course, TimePoint at) {
    if (course.escalations.empty()) std::cout << "没有匹配的路由：这种提醒只会留在看板上\n";
    for (auto const& name : course.escalations)
        std::cout << "升级策略 " << name << "\n";
    if (!course.held.empty()) std::cout << "先压住：" << course.held << "\n";
    for (auto const& telling : course.tellings) {
        std::cout << "+" << in_words(telling.at - at) << "  " << beijing_clock(telling.at) << "  "
                  << telling.event;
        for (auto const& notice : telling.notices) {
            std::cout << "  → " << notice.channel.text() << " (" << type_of(config, notice.channel) << ")";
            for (auto const& name : notice.mention)
                std::cout << " @" << name;
        }
        std::cout << "\n";
    }
}

int refuse(std::string const& why) {
    std::cerr << "replywatch: " << why << "\n";
    return impossible;
}

}  // namespace

int test_routes(RouteOptions const& options) {
    auto const loaded = config::load(options.config);
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    if (!loaded.config) return impossible;
    auto const& config = *loaded.config;
    auto const at = instant_of(options.at, config.policy.zone);
    if (!at) return refuse(at.error().doing);
    auto const trouble = trouble_of(options, config);
    if (!trouble) return refuse(trouble.error().doing);
    auto const course = course_of(config.policy, *trouble, *at);
    options.json ? print_json(config, course, *at) : print_words(config, course, *at);
    return course.tellings.empty() ? attention : good;
}

}  // namespace rw::cli
