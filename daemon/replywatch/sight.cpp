// How well the daemon sees, why it reads what it reads, and having it read something now.
#include "answers.hpp"
#include "commands.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "net/http.hpp"
#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

namespace rw::cli {
namespace {

/// `0.3`, `12`, `89660`: as many digits as mean something.
std::string shown(double number) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(number < 10 && number != std::floor(number) ? 1 : 0) << number;
    return out.str();
}

std::string seconds_or_dash(Value const& object, char const* name) {
    return is_null(object, name) ? "—" : wait_in_words(number(object, name));
}

std::string clock_or_dash(Value const& object, char const* name) {
    auto const at = from_rfc3339(text(object, name));
    return at ? beijing_clock(*at) : "—";
}

std::string state_of(Value const& list) {
    auto const trouble = text(list, "trouble");
    if (text(list, "covered") == "no") return "没有权限 " + trouble;
    return text(list, "blind") == "yes" ? "看不见了 " + trouble : trouble;
}

void print_lists(Answer const& accounts) {
    Table table{{"账号", "列表", "数据延迟", "平均延迟", "上次读取", "说明"}};
    for (auto const& account : items(accounts).GetArray()) {
        for (auto const& list : account["lists"].GetArray())
            table.add({text(account, "account"), text(list, "list"), seconds_or_dash(list, "lag_s"),
                       seconds_or_dash(list, "bound_s"), clock_or_dash(list, "read_at"), state_of(list)});
    }
    table.print(std::cout, terminal_width());
}

void print_tokens(Answer const& accounts) {
    Table table{{"令牌", "剩余次数", "重置", "到期", "说明"}};
    for (auto const& account : items(accounts).GetArray()) {
        for (auto const& token : account["quota"].GetArray()) {
            auto const left = is_null(token, "left") ? "不限" : text(token, "left");
            auto const ends = from_rfc3339(text(token, "expires_at"));
            table.add({text(token, "token"), left, clock_or_dash(token, "resets_at"),
                       ends ? to_rfc3339(*ends).substr(0, 10) : "—", text(token, "dead")});
        }
    }
    std::cout << "\n";
    table.print(std::cout, terminal_width());
}

/// Why one thing is read when it is: in the order of a sentence.
std::string why(Value const& read) {
    std::string out = "没有未读数可看，按预计";
    if (text(read, "counted") == "yes") {
        auto const announced = real(read, "announced");
        out = announced > 0 ? "未读数：有 " + shown(announced) + " 条新的" : "未读数：没有新的";
    }
    if (real(read, "weight") != 1) out += "，权重 " + shown(real(read, "weight"));
    return out;
}

/// `thread/5369408924102357` is one of many alike; `mentions` stands for itself.
std::string family(std::string const& source) {
    auto const slash = source.find('/');
    if (slash == std::string::npos) return source;
    return source.starts_with("by_me") ? source : source.substr(0, slash);
}

/// Posts that are followed, in one line: how many, how much comes, and how often they are read.
void add_family(Table& table, std::string const& name, std::vector<Value const*> const& reads) {
    double per_hour = 0;
    std::int64_t soonest = INT64_MAX;
    std::int64_t latest = 0;
    for (auto const* read : reads) {
        per_hour += real(*read, "per_hour");
        soonest = std::min(soonest, number(*read, "every_s"));
        latest = std::max(latest, number(*read, "every_s"));
    }
    auto const every = wait_in_words(soonest) + (latest > soonest ? "–" + wait_in_words(latest) : "");
    table.add({name + " ×" + std::to_string(reads.size()), shown(per_hour), every, wait_in_words(latest / 2),
               "—", name == "thread" ? "自己的帖子和粉丝在等的帖子：看有没有人回" : "自己帖子的转发"});
}

void print_plan(Value const& account) {
    auto const& plan = account["plan"];
    std::cout << "\n" << text(account, "account") << "：";
    auto const price = real(plan, "price_s");
    std::cout << (price > 0 ? "一次调用至少要省下 " + wait_in_words(std::llround(price)) + " 的等待"
                            : "额度够用，有新的就读");
    for (auto const& budget : plan["budgets"].GetArray())
        std::cout << "；到 " << clock_or_dash(budget, "until") << " 还可用 " << shown(real(budget, "calls"))
                  << " 次";
    std::cout << "\n";
    Table table{{"读什么", "预计每小时", "每隔", "平均延迟", "下次", "为什么"}};
    std::map<std::string, std::vector<Value const*>> families;
    for (auto const& read : plan["reads"].GetArray())
        families[family(text(read, "source"))].push_back(&read);
    for (auto const& [name, reads] : families) {
        if (name == "thread" || name == "reposts") {
            add_family(table, name, reads);
            continue;
        }
        auto const& read = *reads.front();
        table.add({name, shown(real(read, "per_hour")), seconds_or_dash(read, "every_s"),
                   seconds_or_dash(read, "delay_s"), clock_or_dash(read, "next_at"), why(read)});
    }
    table.print(std::cout, terminal_width());
}

int grave_ones(Answer const& open) {
    int grave = 0;
    for (auto const& incident : items(open).GetArray()) {
        auto const level = text(incident, "level");
        grave += level == "orange" || level == "red" ? 1 : 0;
    }
    return grave;
}

}  // namespace

int status(Options const& options) {
    auto const accounts = asked(options, "GET", "/api/v1/accounts");
    if (!accounts) return impossible;
    auto const open = asked(options, "GET", "/api/v1/incidents?state=open&limit=200");
    if (!open) return impossible;
    auto const grave = grave_ones(*open);
    if (options.json) {
        Json out;
        out.object().key("accounts").raw(accounts->body).key("incidents").raw(open->body).end_object();
        std::cout << out.text() << "\n";
        return grave > 0 ? attention : good;
    }
    print_lists(*accounts);
    print_tokens(*accounts);
    if (options.why) {
        for (auto const& account : items(*accounts).GetArray())
            print_plan(account);
    }
    std::cout << "\n未处理的提醒 " << items(*open).Size() << " 条，其中橙色和红色 " << grave << " 条\n";
    return grave > 0 ? attention : good;
}

int poll_now(Options const& options) {
    auto account = options.account;
    if (account.empty()) {
        auto const accounts = asked(options, "GET", "/api/v1/accounts");
        if (!accounts) return impossible;
        if (items(*accounts).Size() != 1) {
            std::cerr << "replywatch: there are several accounts: say which, with --account\n";
            return impossible;
        }
        account = text(items(*accounts)[0], "account");
    }
    auto const path = "/api/v1/accounts/" + net::percent_encode(account) + "/lists/" +
                      net::percent_encode(options.list) + "/poll";
    auto const answer = asked(options, "POST", path, "{}");
    if (!answer) return impossible;
    std::cout << (options.json ? answer->body : "马上读取 " + account + " 的 " + options.list) << "\n";
    return good;
}

}  // namespace rw::cli
