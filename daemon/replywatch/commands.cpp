#include "commands.hpp"

#include "answers.hpp"
#include "config/calendar.hpp"
#include "config/load.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "net/loop.hpp"
#include "net/http.hpp"
#include "table.hpp"

#include <iostream>

namespace rw::cli {
namespace {

/// `?a=1&b=2` of what is not empty.
std::string query(std::vector<std::pair<std::string, std::string>> fields) {
    std::erase_if(fields, [](auto const& field) { return field.second.empty(); });
    return fields.empty() ? "" : "?" + net::form_encode(fields);
}

std::string left_in_words(Value const& talk) {
    auto const due = from_rfc3339(text(talk, "due_at"));
    auto const since = from_rfc3339(text(talk, "waiting_since"));
    if (!due || !since) return "";
    auto const left = *due - *since - std::chrono::seconds{number(talk, "waited_s")};
    return left < Span{0} ? "超 " + in_words(-left) : "剩 " + in_words(left);
}

/// `@小***鱼`; who writes in private has a uid only.
std::string fan_of(Value const& talk) {
    auto const name = text(talk["fan"], "name");
    return name.empty() ? text(talk["fan"], "uid") : "@" + name;
}

std::string chinese_level(std::string const& level) {
    if (level == "red") return "红";
    if (level == "orange") return "橙";
    if (level == "yellow") return "黄";
    return level == "blue" ? "蓝" : "·";
}

int changed(Options const& options, std::string const& path, std::string const& body,
            std::string const& said) {
    auto const answer = asked(options, "POST", path, body);
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : said) << "\n";
    return good;
}

std::string conversation_path(Options const& options, std::string const& what) {
    return "/api/v1/conversations/" + net::percent_encode(options.id) + what;
}

void print_reaction(Value const& reaction) {
    if (!reaction.IsObject()) return;
    auto const critical = number(reaction, "critical");
    std::cout << "围观：" << number(reaction, "comments") << " 条评论";
    if (critical > 0) std::cout << "，其中批评 " << critical << " 条，最重的：" << text(reaction, "text");
    std::cout << "\n\n";
}

void print_conversation(Value const& talk) {
    std::cout << "【" << chinese_level(text(talk, "level")) << "】" << text(talk, "class") << "  "
              << fan_of(talk) << "  " << text(talk, "state") << "  已等 "
              << wait_in_words(number(talk, "waited_s")) << "  " << left_in_words(talk) << "\n"
              << text(talk, "url") << "\n\n";
    print_reaction(talk["reaction"]);
    for (auto const& line : talk["timeline"].GetArray()) {
        auto const at = from_rfc3339(text(line, "at"));
        std::cout << (at ? beijing_clock(*at) : "") << "  " << text(line, "what") << "  "
                  << text(line, "actor") << "  " << text(line, "text") << "\n";
    }
}

}  // namespace

int queue(Options const& options) {
    auto const path =
        "/api/v1/conversations" + query({{"state", options.state.empty() ? "waiting" : options.state},
                                         {"account", options.account},
                                         {"level", options.level},
                                         {"class", options.class_name},
                                         {"limit", std::to_string(options.limit)}});
    auto const answer = asked(options, "GET", path);
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    Table table{{"", "编号", "账号", "类别", "粉丝", "已等", "期限", "催", "认领", "原话"}};
    for (auto const& talk : items(*answer).GetArray()) {
        table.add({chinese_level(text(talk, "level")), text(talk, "id"), text(talk, "account"),
                   text(talk, "class"), fan_of(talk), wait_in_words(number(talk, "waited_s")),
                   left_in_words(talk), text(talk, "prods"), text(talk, "claimed_by"), text(talk, "text")});
    }
    if (table.empty()) {
        std::cout << "没有等待回复的粉丝\n";
        return good;
    }
    table.print(std::cout, terminal_width());
    if (!answer->document["next_cursor"].IsNull()) std::cout << "（还有更多：--limit 200，或看看板）\n";
    return good;
}

int show(Options const& options) {
    // `--fresh` has Weibo read again; what comes of it is there some seconds later.
    auto const answer = options.fresh ? asked(options, "POST", conversation_path(options, "/refresh"), "{}")
                                      : asked(options, "GET", conversation_path(options, ""));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
    } else {
        print_conversation(answer->document);
    }
    return good;
}

int incidents(Options const& options) {
    auto const answer = asked(options, "GET",
                              "/api/v1/incidents" + query({{"state", options.state},
                                                           {"level", options.level},
                                                           {"account", options.account},
                                                           {"limit", std::to_string(options.limit)}}));
    if (!answer) return impossible;
    if (options.json) {
        std::cout << answer->body << "\n";
        return good;
    }
    Table table{{"编号", "状态", "开始", "认领人", "标题"}};
    for (auto const& incident : items(*answer).GetArray()) {
        auto const at = from_rfc3339(text(incident, "opened_at"));
        table.add({text(incident, "id"), text(incident, "state"), at ? beijing_clock(*at) : "",
                   text(incident, "acked_by"), text(incident, "title")});
    }
    if (table.empty()) {
        std::cout << "没有提醒\n";
    } else {
        table.print(std::cout, terminal_width());
    }
    return good;
}

int claim(Options const& options) {
    return changed(options, conversation_path(options, "/claim"), "{}", "已认领 " + options.id);
}
int release(Options const& options) {
    return changed(options, conversation_path(options, "/release"), "{}", "已放回 " + options.id);
}
int close(Options const& options) {
    Json body;
    body.object().field("outcome", options.outcome).end_object();
    return changed(options, conversation_path(options, "/close"), body.text(), "已关闭 " + options.id);
}
int acknowledge(Options const& options) {
    return changed(options, "/api/v1/incidents/" + net::percent_encode(options.id) + "/ack", "{}",
                   "已确认 " + options.id);
}

int check_config(std::string const& file, bool json) {
    auto const loaded = config::load(file);
    if (json) {
        Json out;
        out.object().field("good", loaded.config.has_value()).key("complaints").array();
        for (auto const& complaint : loaded.complaints) {
            out.object().field("file", complaint.file).field("line", complaint.line);
            out.field("column", complaint.column).field("text", complaint.text).end_object();
        }
        out.end_array().end_object();
        std::cout << out.text() << "\n";
    } else {
        for (auto const& warning : loaded.warnings)
            std::cerr << warning << " (warning)\n";
        if (loaded.config) {
            for (auto const& warning :
                 config::calendar_warnings(*loaded.config, net::make_real_clock()->now()))
                std::cerr << file << ": " << warning << " (warning)\n";
        }
        for (auto const& complaint : loaded.complaints)
            std::cerr << complaint << "\n";
        if (loaded.config) std::cout << file << ": good\n";
    }
    return loaded.config ? good : attention;
}

}  // namespace rw::cli
