// The outboxes of all accounts in our care, as the dispatcher sees them.
#pragma once

#include "net/clock.hpp"
#include "notify/deliver.hpp"
#include "store/ledger.hpp"

#include <functional>
#include <vector>

namespace rw::app {

class Outbox final : public notify::Outbox {
public:
    /// `tenures` gives the accounts that this process may write for at the moment.
    Outbox(store::Ledger& ledger, store::NoticeStore& notices,
           std::function<std::vector<store::Tenure>()> tenures)
        : ledger_{ledger}, notices_{notices}, tenures_{std::move(tenures)} {}

    net::Task<Result<std::vector<Item>>> due(TimePoint now, std::size_t limit) override;
    net::Task<Result<void>> save(std::vector<alert::Notice> notices) override;
    net::Task<Result<std::string>> load_budget(ChannelId channel) override;
    net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) override;

private:
    net::Task<Result<void>> save_for(store::Tenure tenure, std::vector<alert::Notice> notices);

    store::Ledger& ledger_;
    store::NoticeStore& notices_;
    std::function<std::vector<store::Tenure>()> tenures_;
};

}  // namespace rw::app
