/** Live views from afar; a part of zh.ts. */
export const remoteZh = {
  remote: {
    watched: '云端操作员 {{by}} 正在远程查看：{{camera}}',
    why: '理由：{{why}}',
    left: '剩余 {{left}}',
    end: '立即切断',
  },
};
